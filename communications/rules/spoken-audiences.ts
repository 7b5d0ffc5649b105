import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import type { AudienceKind, IncidentType } from "@/lib/vocabulary";
import { neededApprovals } from "@/status/approvals/needed-approvals";
import { isExternal } from "@/status/approvals/who-approves";

/** An audience that an update speaks to. `given`: a rule names it, and it gets the public's words for want of its own. */
export type SpokenAudience = {
  id: string;
  slug: string;
  name: string;
  kind: AudienceKind;
  external: boolean;
  given: boolean;
};

type Asked = {
  type: IncidentType | null;
  /** Ids of the audiences for which words were written, and which they may reach: the public's too. */
  own: string[];
  /** Slugs that rules name. */
  named: string[];
  /** Whether the security lane keeps everybody outside the house from hearing. */
  locked?: boolean;
  /** Whom an owner let into it nevertheless. */
  letIn?: Set<string>;
};

/**
 * Whom an update speaks to: those it was written for, and the private audiences that rules name. Where somebody must
 * approve an audience's words, and in a security incident, a named audience waits for words of its own.
 */
export async function spokenAudiences(
  db: Db,
  { type, own, named, locked = false, letIn = new Set() }: Asked,
): Promise<SpokenAudience[]> {
  const rows = await db
    .select({
      ...{ id: audiences.id, slug: audiences.slug, name: audiences.name, kind: audiences.kind },
      ...{ account: audiences.account, mayExpectResolution: audiences.mayExpectResolution },
    })
    .from(audiences)
    .where(
      and(
        isNull(audiences.archivedAt),
        or(inArray(audiences.id, own), and(inArray(audiences.slug, named), eq(audiences.kind, "private"))),
      ),
    )
    .orderBy(
      asc(eq(audiences.kind, "private")),
      asc(audiences.position),
      asc(audiences.name),
      asc(audiences.id),
    );
  const wordless = rows.filter(({ id }) => !own.includes(id)).map(({ id }) => id);
  const needed =
    type && wordless.length > 0 ? await neededApprovals(db, type, wordless) : new Map<string, unknown>();
  return rows.flatMap(({ account, mayExpectResolution, ...audience }) => {
    const given = wordless.includes(audience.id);
    if (given && (type === "security" || needed.has(audience.id))) return [];
    const external = isExternal({ kind: audience.kind, account, mayExpectResolution });
    return locked && external && !letIn.has(audience.id) ? [] : { ...audience, external, given };
  });
}
