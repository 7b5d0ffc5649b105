import { eq } from "drizzle-orm";
import type { ComposerFields } from "@/components/desk/composer/fields";
import type { Context } from "@/db/context";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { updateServices, type updates, updateWords } from "@/db/schema/updates";
import { publicAudienceId } from "@/status/updates/insert-update";
import { returnToDraft } from "./drafts";

type Update = typeof updates.$inferSelect;

/** What a draft of the composer holds; key and revision are made when it is opened. */
type Fields = Omit<ComposerFields, "onceKey" | "revision">;

/**
 * Makes an update that was taken back a draft again, for who wrote it, so that nothing written is lost. Answers its
 * words. Part of the transaction of `undoUpdate`.
 */
export async function returnWords(
  ctx: Context,
  update: Update,
  { subject, title, answers }: { subject: string; title: string; answers: string[] },
): Promise<string> {
  const { words, wordings, privately } = await wordsOf(ctx, update.id);
  const { postedBy: userId, severity, impact, tell } = update;
  if (!userId || !severity || !impact) return words;
  const fields: Fields = {
    title,
    status: update.status as Fields["status"],
    severity,
    reason: await reasonOf(ctx, update.id),
    impact,
    ...{ words, wordings, privately, answers },
    where: update.regions.join(", "),
    type: await typeOf(ctx, update.incidentId),
    services: await servicesOf(ctx, update.id),
    promise: promiseOf(update),
    tell,
  };
  await returnToDraft(ctx, { userId, subject, fields });
  return words;
}

async function wordsOf(
  ctx: Pick<Context, "db">,
  updateId: string,
): Promise<Pick<Fields, "words" | "wordings" | "privately">> {
  const audienceId = await publicAudienceId(ctx);
  const said = await ctx.db.select().from(updateWords).where(eq(updateWords.updateId, updateId));
  return {
    words: said.find((one) => one.audienceId === audienceId)?.words ?? "",
    privately: !said.some((one) => one.audienceId === audienceId),
    wordings: said
      // What a rule gave was never written.
      .filter((one) => one.audienceId !== audienceId && !one.given)
      .map(({ audienceId, words }) => ({ audienceId, words })),
  };
}

async function typeOf({ db }: Pick<Context, "db">, incidentId: string | null): Promise<Fields["type"]> {
  const [incident] = await db
    .select({ type: incidents.type })
    .from(incidents)
    .where(eq(incidents.id, incidentId ?? ""));
  return incident?.type ?? "availability";
}

async function servicesOf({ db }: Pick<Context, "db">, updateId: string): Promise<Fields["services"]> {
  const said = await db.select().from(updateServices).where(eq(updateServices.updateId, updateId));
  return Object.fromEntries(said.map(({ serviceId, state }) => [serviceId, state]));
}

async function reasonOf({ db }: Pick<Context, "db">, updateId: string): Promise<string> {
  const [posted] = await db
    .select({ details: events.details })
    .from(events)
    .where(eq(events.updateId, updateId))
    .orderBy(events.id)
    .limit(1);
  const reason = posted?.details.reason;
  return typeof reason === "string" ? reason : "";
}

/** Minutes from the moment of publishing, as they were: the hour itself may have passed when it is published anew. */
function promiseOf({ nextUpdateBy, postedAt }: Update): Fields["promise"] {
  if (!nextUpdateBy) return null;
  return { inMinutes: Math.max(1, Math.round((nextUpdateBy.getTime() - postedAt.getTime()) / 60_000)) };
}
