import { and, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import type { RuleFacts } from "@/communications/rules/failed-condition";
import { readPlainFacts } from "@/communications/rules/read-event";
import { readNames } from "@/communications/rules/read-names";
import { readOrders } from "@/communications/rules/read-orders";
import { readShown } from "@/communications/rules/read-shown";
import type { NumberedRule, Told } from "@/communications/rules/reason-words";
import { Rule } from "@/communications/rules/rule";
import { noNames } from "@/communications/rules/rule-sentence";
import type { SpokenAudience } from "@/communications/rules/spoken-audiences";
import { neverTold, whyNobody } from "@/communications/rules/who-hears";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { updates, updateWords } from "@/db/schema/updates";
import type { Severity } from "@/lib/vocabulary";
import { mayReach } from "@/status/approvals/may-reach";
import { isExternal } from "@/status/approvals/who-approves";

type Doing = Pick<Context, "db" | "now">;
export type Event = typeof events.$inferSelect;

/** What was decided before anybody was judged, kept with the event: every portion is judged by the same rules. */
export const Decided = z.object({
  /** The rules that run with it and name private audiences, with the numbers they had (null: tonight's). */
  rules: z.array(z.object({ rule: Rule, number: z.number().nullable() })).default([]),
  /** Audiences for whom the incident begins with it. */
  beginsFor: z.array(z.string()).default([]),
});
export type Decided = z.infer<typeof Decided>;
const nothing: Decided = { rules: [], beginsFor: [] };

/** The telling of one event, with all that decides who hears of it but the people themselves. */
export type Telling = Told & {
  updateId: string;
  event: Event;
  /** Until then nothing leaves; null: at once. */
  leaveAt: Date | null;
  severity: Severity | null;
  facts: RuleFacts;
  /** As the evaluation asks them: that they run is decided, and whom else they name is written to elsewhere. */
  running: Rule[];
  spoken: SpokenAudience[];
  /** Audiences that this event does not speak to, and that have words of the update: they may have heard. */
  elsewhere: string[];
};

/** What an event tells, and to whom it may; null when it is for nobody. */
export async function readTelling(ctx: Doing, event: Event): Promise<Telling | null> {
  const { db } = ctx;
  const { updateId } = event;
  if (!updateId || neverTold.has(event.kind)) return null;
  const update = await readUpdate(ctx, event, updateId);
  const plain = await readPlainFacts(db, event);
  if (!update || whyNobody(plain)) return null;
  const decided = Decided.safeParse(event.details.telling).data ?? nothing;
  const all = await audiencesOf(db, updateId);
  const spoken = event.kind === "rule_ran" ? all.filter(({ id }) => isNamed(event, id)) : all;
  // For the public an incident begins with the first word that it hears.
  const beginsFor = [...decided.beginsFor, ...(event.details.madePublic ? ["public"] : [])];
  if (event.kind === "rule_ran" && !("telling" in event.details)) {
    beginsFor.push(...spoken.map(({ slug }) => slug));
  }
  const running = decided.rules.map(({ rule }) => asRunning(rule));
  const byRules = new Set(running.flatMap(({ tell }) => tell.audiences));
  return {
    ...{ ...update, updateId, event, spoken, running },
    numbered: decided.rules satisfies NumberedRule[],
    names: decided.rules.length > 0 ? await readNames(db) : noNames,
    elsewhere: all.filter((one) => !spoken.includes(one)).map(({ id }) => id),
    facts: {
      ...plain,
      ...{ at: event.at, happened: [], clock: {}, type: null, regions: [], accounts: [], roleHolders: {} },
      due: running.map(({ id }) => id),
      // Whom a rule opened is told by the rule; who has words of their own hears anyway.
      openAudiences: spoken
        .filter(({ slug, given }) => !(given && byRules.has(slug)))
        .map(({ slug }) => slug),
      insiders: spoken.filter(({ external }) => !external).map(({ slug }) => slug),
      beginsFor,
      shown: await readShown(db),
      orders: await readOrders(db),
    },
  };
}

/** After a standstill: what is newer of the same incident is planned first, so that both go in one letter. */
const catchUpSeconds = 10;

async function readUpdate({ db, now }: Doing, event: Event, updateId: string) {
  const caughtUp = sql`${now.toISOString()}::timestamptz + make_interval(secs => ${catchUpSeconds})`;
  const newerWaits = sql`exists (select 1 from ${events} as newer where newer.incident_id = ${event.incidentId}
    and newer.id > ${event.id} and newer.update_id is not null and newer.told_at is null)`;
  const leaveAt = sql<Date | null>`greatest(${updates.undoUntil}, case when ${newerWaits} then ${caughtUp} end)`;
  const [update] = await db
    .select({ leaveAt: leaveAt.mapWith(updates.undoUntil), severity: updates.severity })
    .from(updates)
    .where(eq(updates.id, updateId));
  return update ?? null;
}

const isNamed = ({ details }: Event, id: string) =>
  Array.isArray(details.audienceIds) && details.audienceIds.includes(id);

const asRunning = (rule: Rule): Rule => ({
  ...rule,
  and: Rule.shape.and.parse({}),
  tell: { ...rule.tell, people: [], roles: [] },
});

/** Whom an update has words for, and may reach; the public first. */
async function audiencesOf(db: Db, updateId: string): Promise<SpokenAudience[]> {
  const rows = await db
    .select({
      ...{ id: audiences.id, slug: audiences.slug, name: audiences.name, kind: audiences.kind },
      ...{ account: audiences.account, mayExpectResolution: audiences.mayExpectResolution },
      given: updateWords.given,
    })
    .from(updateWords)
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(and(eq(updateWords.updateId, updateId), isNull(audiences.archivedAt), mayReach))
    .orderBy(audiences.id);
  return rows.map(({ account, mayExpectResolution, ...audience }) => ({
    ...audience,
    external: isExternal({ kind: audience.kind, account, mayExpectResolution }),
  }));
}
