import { inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { ruleFirings } from "@/db/schema/rules";
import { dueFiring } from "./firing-times";
import type { History } from "./history";
import { readAdded } from "./read-added";
import { readLiveHistories, readLiveMaintenances } from "./read-histories";
import { readNames } from "./read-names";
import { readActiveRules } from "./read-rules";
import { numberRules } from "./reason-words";
import type { Rule } from "./rule";
import { type Due, type Firing, runRules } from "./run-rules";
import { tonightsRules } from "./tonights-rules";

type Doing = Pick<Context, "db" | "now">;

/** How long after its end an incident is still looked at: a worker that rested also tells the end. */
const endMilliseconds = 60 * 60_000;

/**
 * Runs every rule whose time has come, and tells whom people added tonight: once for each occurrence, also with two
 * machines and after a restart. Answers how many ran. An incident where it fails does not keep the others from theirs.
 */
export async function runDueRules(ctx: Doing): Promise<number> {
  const faults: unknown[] = [];
  let ran = 0;
  for (const due of await readDue(ctx)) {
    await runRules(ctx, due).then(
      (count) => {
        ran += count;
      },
      (error) => faults.push(error),
    );
  }
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} rules could not run`);
  return ran;
}

/** What would run now: each incident or planned work whose rules' time has come, with them. */
export async function readDue(ctx: Doing): Promise<Due[]> {
  const { rules } = await readActiveRules(ctx.db);
  const histories = [
    ...(await readLiveHistories(ctx.db, new Date(ctx.now.getTime() - endMilliseconds))),
    ...(rules.some(({ when }) => when.on === "maintenance_in") ? await readLiveMaintenances(ctx) : []),
  ];
  const ids = histories.map(({ id }) => id);
  const added = await readAdded(ctx.db, ids);
  if (rules.length === 0 && added.length === 0) return [];
  const [fired, names] = [await readFired(ctx.db, ids), await readNames(ctx.db)];
  return histories.flatMap((history) => {
    const tonight = tonightsRules(added.filter(({ incidentId }) => incidentId === history.id));
    const all = [...rules, ...tonight];
    const firings = all.flatMap((rule) => dueOf(rule, history, fired, ctx.now) ?? []);
    return firings.length > 0 ? [{ history, firings, numbered: numberRules(all), names }] : [];
  });
}

type Fired = Map<string, { last: Date; count: number }>;

function dueOf(rule: Rule, history: History, fired: Fired, now: Date): Firing | null {
  const before = fired.get(`${rule.id} ${history.id}`);
  const at = dueFiring(rule, history, before?.last ?? null, now);
  return at && { rule, at, occurrence: before?.count ?? 0 };
}

async function readFired(db: Db, ids: string[]): Promise<Fired> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      ruleId: ruleFirings.ruleId,
      subjectId: ruleFirings.subjectId,
      last: sql<Date>`max(${ruleFirings.at})`.mapWith(ruleFirings.at),
      count: sql<number>`count(*)::int`,
    })
    .from(ruleFirings)
    .where(inArray(ruleFirings.subjectId, ids))
    .groupBy(ruleFirings.ruleId, ruleFirings.subjectId);
  return new Map(
    rows.map(({ ruleId, subjectId, last, count }) => [`${ruleId} ${subjectId}`, { last, count }]),
  );
}
