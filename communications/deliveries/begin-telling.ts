import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { failedCondition } from "@/communications/rules/failed-condition";
import { giveWords } from "@/communications/rules/give-words";
import { type GivenPromise, givenPromise } from "@/communications/rules/given-promise";
import { factsAt, type History, type Said } from "@/communications/rules/history";
import { readAdded } from "@/communications/rules/read-added";
import { readHistory } from "@/communications/rules/read-histories";
import { readNames } from "@/communications/rules/read-names";
import { readActiveRules } from "@/communications/rules/read-rules";
import { readOpenBefore } from "@/communications/rules/read-written-moment";
import { type NumberedRule, numberRules } from "@/communications/rules/reason-words";
import { ruleSentence } from "@/communications/rules/rule-sentence";
import { spokenAudiences } from "@/communications/rules/spoken-audiences";
import { tonightsRules } from "@/communications/rules/tonights-rules";
import { whyNobody } from "@/communications/rules/who-hears";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { events } from "@/db/schema/events";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { subscribers } from "@/db/schema/subscribers";
import { updateWords } from "@/db/schema/updates";
import type { EventKind } from "@/lib/vocabulary";
import type { Decided, Event } from "./read-telling";

type Doing = Pick<Context, "db" | "now">;

/** With these somebody says something of an incident: rules that wait for that run with them. */
const spoken: ReadonlySet<EventKind> = new Set([
  "incident_opened",
  "incident_updated",
  "incident_resolved",
  "incident_reopened",
]);

/**
 * Decides, once an event and before anybody is judged, which rules run with it, and lets the private audiences that they
 * name be told with everybody else: those without words of their own get the public's, and hold the rule's promise.
 * Kept with the event, so that every portion of people is judged by the same rules. What is taken back before it left
 * takes this back too.
 */
export async function beginTelling(ctx: Doing, eventId: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [known] = await tx
      .select({ incidentId: events.incidentId, kind: events.kind })
      .from(events)
      .where(eq(events.id, eventId));
    if (!known?.incidentId || !spoken.has(known.kind)) return;
    // The incident before the event, as undoing takes them: else the two could wait for each other.
    await tx
      .select({ id: incidents.id })
      .from(incidents)
      .where(eq(incidents.id, known.incidentId))
      .for("key share");
    const [event] = await tx
      .select()
      .from(events)
      .where(and(eq(events.id, eventId), isNull(events.toldAt)))
      .for("update", { skipLocked: true });
    if (!event || "telling" in event.details) return;
    const inside = { db: tx, now: ctx.now };
    const telling = await decide(inside, event, known.incidentId);
    await tx
      .update(events)
      .set({ details: sql`${events.details} || ${JSON.stringify({ telling })}::jsonb` })
      .where(eq(events.id, eventId));
  });
}

async function decide(ctx: Doing, { updateId }: Event, incidentId: string): Promise<Decided> {
  const nothing: Decided = { rules: [], beginsFor: [] };
  const { rules: decided } = await readActiveRules(ctx.db);
  const rules = [...decided, ...tonightsRules(await readAdded(ctx.db, [incidentId]))];
  if (rules.every(({ tell }) => tell.audiences.length === 0)) return nothing;
  const history = await readHistory(ctx.db, incidentId);
  const said = history?.said.find(({ id }) => id === updateId);
  if (!history || !said) return nothing;
  const facts = factsAt(history, said.at, { said, due: [], openAudiences: [] });
  if (whyNobody(facts)) return nothing;
  const ran = numberRules(rules).filter(
    ({ rule }) => rule.tell.audiences.length > 0 && failedCondition(rule, facts) === null,
  );
  const own = await ctx.db
    .select({ id: updateWords.audienceId })
    .from(updateWords)
    .where(eq(updateWords.updateId, said.id));
  const named = await spokenAudiences(ctx.db, {
    type: history.type,
    own: own.map(({ id }) => id),
    named: ran.flatMap(({ rule }) => rule.tell.audiences),
  });
  const wordless = await withPeople(
    ctx.db,
    named.filter((one) => one.given),
  );
  const running = ran.map(({ rule }) => rule);
  const promised = wordless.map((one) => ({ ...one, ...givenPromise(one.slug, said, running) }));
  const given = await giveWords(ctx.db, promised, { updateId: said.id, type: history.type });
  const openBefore = await readOpenBefore(ctx.db, incidentId);
  const fresh = given.filter(({ slug }) => !openBefore.includes(slug));
  await keepPromises(ctx, incidentId, given);
  if (fresh.length > 0) await record(ctx, { history, said, ran }, fresh);
  return { rules: ran, beginsFor: fresh.map(({ slug }) => slug) };
}

type Moment = { history: History; said: Said; ran: NumberedRule[] };
type Named = { id: string; slug: string };
/** Without people there is nobody to promise anything to. */
async function withPeople<One extends Named>(db: Doing["db"], named: One[]): Promise<One[]> {
  if (named.length === 0) return [];
  const peopled = await db
    .selectDistinct({ id: subscribers.audienceId })
    .from(subscribers)
    .where(
      and(
        inArray(
          subscribers.audienceId,
          named.map(({ id }) => id),
        ),
        eq(subscribers.state, "confirmed"),
      ),
    );
  return named.filter(({ id }) => peopled.some((one) => one.id === id));
}

/** They hear of the incident from now on. */
async function keepPromises(
  { db, now }: Doing,
  incidentId: string,
  given: (Named & GivenPromise)[],
): Promise<void> {
  for (const { id: audienceId, within, nextUpdateBy } of given) {
    await db
      .insert(incidentAudiences)
      .values({ incidentId, audienceId, openedAt: now, nextUpdateBy: within })
      .onConflictDoUpdate({
        target: [incidentAudiences.incidentId, incidentAudiences.audienceId],
        set: { lastSaidAt: now, nextUpdateBy },
      });
  }
}

/** In the incident's activity, as told already: its people are planned with everybody. */
async function record(ctx: Doing, { history, said, ran }: Moment, fresh: Named[]): Promise<void> {
  const names = await readNames(ctx.db);
  const opening = ran.filter(({ rule }) => fresh.some(({ slug }) => rule.tell.audiences.includes(slug)));
  const { eventId } = await recordEvent(
    { ...ctx, actor: { kind: "system" } },
    {
      ...{ kind: "rule_ran", incidentId: history.id, updateId: said.id },
      details: {
        reason: opening.map(({ rule }) => ruleSentence(rule, names)).join(" "),
        ruleIds: opening.map(({ rule }) => rule.id),
        audienceIds: fresh.map(({ id }) => id),
        people: [],
      },
    },
  );
  await ctx.db
    .update(events)
    .set({ toldAt: ctx.now })
    .where(inArray(events.id, [eventId]));
}
