import { and, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { audiences } from "@/db/schema/audiences";
import { incidents } from "@/db/schema/incidents";
import { services } from "@/db/schema/services";
import { updates, updateWords } from "@/db/schema/updates";
import { type Change, compareWords } from "@/lib/compare-words";
import { renderMarkdown } from "@/lib/markdown";
import { impacts, incidentStatuses, incidentTypes } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { attachedTemplate } from "@/status/plays/attached-template";
import { AffectedServices, Id, Regions } from "@/status/updates/schemas";
import { stands } from "@/status/updates/standing";
import { chooseTemplates } from "./choose-templates";
import { type Review, reviewTitle, reviewWords } from "./review";
import { listWordTemplates } from "./templates/list-templates";

/** Longer than what can be published: the verb says so, beside the field. */
const wordsMax = 20_000;

/** An update as it stands in the form: nothing has to be whole yet. */
export const UpdateInHand = z.object({
  /** Null: a new incident. */
  incidentId: Id.nullable(),
  title: z.string().max(200),
  type: z.enum(incidentTypes),
  status: z.enum(incidentStatuses),
  impact: z.enum(impacts),
  regions: Regions,
  services: AffectedServices,
  nextUpdateBy: z.date().nullable(),
  wordings: z
    .array(
      z.object({
        audienceId: Id,
        words: z.string().max(wordsMax),
        /** Left out: the update's. */
        nextUpdateBy: z.date().nullish(),
      }),
    )
    .max(51),
});
export type UpdateInHand = z.input<typeof UpdateInHand>;

export type ReviewedWording = Review & {
  audienceId: string;
  /** The filled words as readers will see them. */
  html: string;
  /** Ready words that fit: what a play attached, then the most specific. */
  templates: { id: string; name: string; words: string }[];
  /** Against what this audience was told last; null when it was told nothing yet. */
  compared: { number: number; changes: Change[] } | null;
};

/** Fills and reads every wording of an update, each for its audience, with the functions that publishing uses. */
export async function reviewUpdate(ctx: Context, input: UpdateInHand): Promise<ReviewedWording[]> {
  authorise(ctx.actor, "look");
  const { incidentId, wordings, nextUpdateBy, type: incidentType, ...said } = UpdateInHand.parse(input);
  const ids = wordings.map(({ audienceId }) => audienceId);
  const [listeners, named, startedAt, told, ready, attached] = await readTogether(ctx.db, [
    () => (ids.length ? ctx.db.select().from(audiences).where(inArray(audiences.id, ids)) : []),
    () =>
      namesOf(
        ctx,
        said.services.map(({ serviceId }) => serviceId),
      ),
    () => startOf(ctx, incidentId),
    () => lastTold(ctx, incidentId),
    () => listWordTemplates(ctx),
    () => attachedTemplate(ctx.db, incidentId),
  ]);
  const promise = (by: Date | null) => (said.status === "resolved" ? null : by);
  const common = {
    ...{ ...said, subject: "incident" as const, startedAt, now: ctx.now },
    services: said.services.map(({ serviceId, state }) => ({ name: named.get(serviceId) ?? "", state })),
  };
  return wordings.flatMap(({ audienceId, words, nextUpdateBy: own = nextUpdateBy }) => {
    const audience = listeners.find(({ id }) => id === audienceId);
    if (!audience) return [];
    const facts = { ...common, nextUpdateBy: promise(own) };
    const review = reviewWords(words, facts, audience);
    const promised = facts.nextUpdateBy !== null;
    if (audience.kind === "public") {
      review.notes.push(...reviewTitle(said.title, { ...facts, promised }, audience));
    }
    const before = told.get(audienceId);
    const compared = before && { number: before.number, changes: compareWords(before.words, review.filled) };
    const { status } = said;
    const fit = chooseTemplates(ready, { status, audienceId, incidentType });
    const templates = fit
      .toSorted((a, b) => Number(b.id === attached) - Number(a.id === attached))
      .map(({ id, name, words }) => ({ id, words, name: id === attached ? `${name} (by the play)` : name }));
    const html = renderMarkdown(review.filled);
    return [{ audienceId, ...review, html, templates, compared: compared ?? null }];
  });
}

async function namesOf({ db }: Context, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.select().from(services).where(inArray(services.id, ids)).orderBy(services.position);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function startOf({ db, now }: Context, incidentId: string | null): Promise<Date> {
  if (!incidentId) return now;
  const [incident] = await db
    .select({ startedAt: incidents.startedAt })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  return incident?.startedAt ?? now;
}

/** The newest words of each audience that stand. */
async function lastTold({ db }: Context, incidentId: string | null) {
  const last = new Map<string, { number: number; words: string }>();
  if (!incidentId) return last;
  const rows = await db
    .select({ audienceId: updateWords.audienceId, number: updates.number, words: updateWords.words })
    .from(updateWords)
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .where(and(eq(updates.incidentId, incidentId), stands))
    .orderBy(desc(updates.number));
  for (const { audienceId, ...told } of rows) if (!last.has(audienceId)) last.set(audienceId, told);
  return last;
}
