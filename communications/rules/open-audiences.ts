import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { insertOpenAudiences } from "@/status/incidents/open-audiences";
import { giveWords } from "./give-words";
import type { History, Said } from "./history";
import type { Rule } from "./rule";

type Doing = Pick<Context, "db" | "now">;
type Opening = { rule: Rule; history: History; at: Date; last: Said | null };
export type Opened = {
  /** Audiences that heard of it before this. */
  openBefore: string[];
  /** Those that are told the last words now: slugs, and ids. */
  told: string[];
  audienceIds: string[];
  /** How many were opened, with or without words. */
  fresh: number;
};

/**
 * Opens the private audiences that a rule names, with the promise it makes ("within 5 minutes"), and gives them the
 * last words where they have none of their own: what the public was told. An audience whose words somebody must approve
 * waits for words written for it, and so do all of a security incident.
 */
export async function openAudiences(ctx: Doing, { rule, history, at, last }: Opening): Promise<Opened> {
  const named = await ctx.db
    .select({ id: audiences.id, slug: audiences.slug })
    .from(audiences)
    .where(
      and(
        inArray(audiences.slug, rule.tell.audiences.length > 0 ? rule.tell.audiences : [""]),
        eq(audiences.kind, "private"),
        isNull(audiences.archivedAt),
        // Without people there is nobody to promise anything to.
        sql`exists (select from subscribers s where s.audience_id = ${audiences.id} and s.state = 'confirmed')`,
      ),
    );
  const open = await ctx.db
    .select({ slug: audiences.slug })
    .from(incidentAudiences)
    .innerJoin(audiences, eq(audiences.id, incidentAudiences.audienceId))
    .where(eq(incidentAudiences.incidentId, history.id));
  const openBefore = open.map(({ slug }) => slug);
  const fresh = named.filter(({ slug }) => !openBefore.includes(slug));
  const told = last?.tell ? await giveWords(ctx.db, fresh, { updateId: last.id, type: history.type }) : [];
  if (history.kind === "incident" && fresh.length > 0) {
    const minutes = rule.withinMinutes ?? rule.everyMinutes;
    await insertOpenAudiences(ctx, {
      incidentId: history.id,
      audienceIds: fresh.map(({ id }) => id),
      nextUpdateBy: minutes && last?.status !== "resolved" ? new Date(at.getTime() + minutes * 60_000) : null,
    });
  }
  return {
    openBefore,
    told: told.map(({ slug }) => slug),
    audienceIds: told.map(({ id }) => id),
    fresh: fresh.length,
  };
}
