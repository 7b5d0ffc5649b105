import { asc, desc, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { replacedTemplates, wordTemplates } from "@/db/schema/rules";
import { users } from "@/db/schema/users";
import type { AudienceKind, IncidentType } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";

export type ReadyWords = typeof wordTemplates.$inferSelect & {
  /** Null: for every audience. */
  audience: string | null;
};

/** How ready words were before a change, with who changed them. */
export type ReplacedTemplate = Pick<
  typeof replacedTemplates.$inferSelect,
  "id" | "templateId" | "name" | "words" | "status" | "replacedAt"
> & {
  by: string | null;
  /** For whom and for which type they were (null: every one); null where that was not kept. */
  scope: { audience: string | null; incidentType: IncidentType | null } | null;
};

/** Earlier wordings that the desk shows at once, of all ready words together; older ones stay in the database. */
const shownMax = 500;

/** What ready words were before they were changed, the newest change first. */
export async function listReplacedTemplates(ctx: Context): Promise<ReplacedTemplate[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({
      ...{ replaced: replacedTemplates, by: { email: users.email, name: users.name } },
      audience: { name: audiences.name, kind: audiences.kind },
    })
    .from(replacedTemplates)
    .leftJoin(users, eq(users.id, replacedTemplates.replacedBy))
    .leftJoin(audiences, eq(audiences.id, replacedTemplates.audienceId))
    .orderBy(desc(replacedTemplates.id))
    .limit(shownMax);
  return rows.map(({ replaced: { scopeKept, incidentType, ...replaced }, by, audience }) => ({
    ...{ ...replaced, by: by && (by.name ?? by.email) },
    scope: scopeKept ? { audience: shownName(audience), incidentType } : null,
  }));
}

/** Ready words, those of one audience together in their order, those in use or those put away. */
export async function listWordTemplates(ctx: Context, { archived = false } = {}): Promise<ReadyWords[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({ template: wordTemplates, audience: { name: audiences.name, kind: audiences.kind } })
    .from(wordTemplates)
    .leftJoin(audiences, eq(audiences.id, wordTemplates.audienceId))
    .orderBy(
      desc(isNull(wordTemplates.audienceId)),
      desc(eq(audiences.kind, "public")),
      asc(audiences.position),
      asc(audiences.name),
      asc(wordTemplates.position),
      asc(wordTemplates.name),
    );
  return rows
    .map(({ template, audience }) => ({ ...template, audience: shownName(audience) }))
    .filter(({ archivedAt }) => (archivedAt !== null) === archived);
}

/** The public's own name is that of the whole page. */
const shownName = (audience: { name: string; kind: AudienceKind } | null) =>
  audience && (audience.kind === "public" ? "Public" : audience.name);
