import { performance } from "node:perf_hooks";
import { dryRunOf } from "@/communications/rules/dry-run-of";
import { Rules } from "@/communications/rules/rule";
import type { Db } from "@/db/client";
import { ruleSets } from "@/db/schema/rules";

const inUse = Rules.parse([
  {
    id: "executives",
    when: { on: "opened" },
    and: { severities: ["SEV1", "SEV2"] },
    tell: { audiences: ["executives"] },
    by: ["sms", "email"],
  },
  { id: "support", when: { on: "updated" }, tell: { audiences: ["support"] } },
]);

const changed = Rules.parse([
  { ...inUse[0], and: { severities: ["SEV1"] }, everyMinutes: 30 },
  inUse[1],
  { id: "late", when: { on: "unresolved_for", minutes: 45 }, tell: { audiences: ["executives"] } },
  {
    id: "silent",
    when: { on: "promise_overdue_by", minutes: 2 },
    tell: { people: ["duty@larkfield.example", "person97@reader.example"] },
  },
  {
    id: "night",
    when: { on: "escalated" },
    and: { hours: { from: 1200, until: 480, zone: "Europe/Lisbon" } },
    tell: { audiences: ["legal"] },
  },
]);

/** Milliseconds that a dry run of changed rules takes, all reading included: the median of three. */
export async function measureDryRun(
  db: Db,
  incidents: number,
): Promise<{ milliseconds: number; words: string }> {
  const now = new Date();
  await db.delete(ruleSets);
  await db.insert(ruleSets).values({
    version: 1,
    state: "active",
    rules: inUse,
    reason: "For the benchmark",
    writtenAt: now,
    activeFrom: now,
  });
  const times: number[] = [];
  let words = "";
  for (let nth = 0; nth < 3; nth++) {
    const from = performance.now();
    const run = await dryRunOf({ db, now }, changed, { last: incidents });
    times.push(performance.now() - from);
    if (run.newly + run.stop === 0)
      throw new Error("A changed rule set that changes nothing measures nothing.");
    words = `${run.incidents} incidents, ${run.people} people: ${run.newly} newly, ${run.stop} stop, busiest ${run.busiest.before} to ${run.busiest.after}`;
  }
  return { milliseconds: times.toSorted((a, b) => a - b)[1]!, words };
}
