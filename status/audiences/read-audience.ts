import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import type { Page } from "@/status/page/read-page";

/** An audience, as everything that speaks to it needs it. Its page is called as it is. */
export type Audience = Page &
  Pick<typeof audiences.$inferSelect, "kind" | "account" | "mayExpectResolution" | "tone">;

const columns = {
  id: audiences.id,
  slug: audiences.slug,
  kind: audiences.kind,
  name: audiences.name,
  timeZone: audiences.timeZone,
  language: audiences.language,
  supportUrl: audiences.supportUrl,
  account: audiences.account,
  mayExpectResolution: audiences.mayExpectResolution,
  tone: audiences.tone,
};

/** One audience. Throws when there is none of this id: rows of the ledger never lose theirs. */
export async function readAudience(db: Db, id: string): Promise<Audience> {
  const [audience] = await db.select(columns).from(audiences).where(eq(audiences.id, id));
  if (!audience) throw new Error(`There is no audience ${id}.`);
  return audience;
}

/** Those of the ids that are private audiences in use. */
export function readPrivateAudiences(db: Db, ids: string[]): Promise<Audience[]> {
  return db
    .select(columns)
    .from(audiences)
    .where(and(inArray(audiences.id, ids), eq(audiences.kind, "private"), isNull(audiences.archivedAt)));
}

/** Every audience in use, the public one first. */
export function listAudiences(db: Db): Promise<Audience[]> {
  return db
    .select(columns)
    .from(audiences)
    .where(isNull(audiences.archivedAt))
    .orderBy(asc(eq(audiences.kind, "private")), asc(audiences.position), asc(audiences.name));
}
