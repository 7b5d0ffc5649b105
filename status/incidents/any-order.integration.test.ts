import { asc, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { makeContext, makeService, minutesLater } from "@/db/factories";
import { serviceIntervals, services } from "@/db/schema";
import { rollback, testDatabase } from "@/db/testing/test-database";
import type { ServiceState } from "@/lib/vocabulary";
import { worse } from "@/status/overall-status";
import { settleServices } from "@/status/services/settle-services";
import { openIncident } from "./open-incident";
import { postUpdate } from "./post-update";
import { reopenIncident } from "./reopen-incident";

const { db } = await testDatabase();
const states = ["operational", "degraded", "partial_outage", "major_outage"] as const;
const said = { severity: "SEV3", impact: "minor", words: "Words.", tell: false } as const;

/** What happens next: to which incident of three, to which service of two, and what is said of it. */
const step = fc.record({
  incident: fc.integer({ min: 0, max: 2 }),
  service: fc.integer({ min: 0, max: 1 }),
  state: fc.constantFrom(...states),
  ends: fc.boolean(),
  /** How long an incident had lasted when it was opened. */
  minutesAgo: fc.integer({ min: 0, max: 30 }),
});
type Step = {
  incident: number;
  service: number;
  state: (typeof states)[number];
  ends: boolean;
  minutesAgo: number;
};

/** A second, simpler telling of the rule: what each open incident last said of each service. */
class Expectation {
  readonly open = new Map<number, Map<number, ServiceState>>();
  stateOf(service: number): ServiceState {
    return [...this.open.values()]
      .map((said) => said.get(service) ?? "operational")
      .reduce(worse, "operational");
  }
}

test("whatever happens in whatever order, states and intervals say what the open incidents last said", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) =>
      rollback(db, async (tx) => {
        const ctx = await makeContext(tx);
        const ids = [(await makeService(tx)).id, (await makeService(tx, { name: "Search" })).id];
        const told = await play(ctx, ids, steps);
        for (const [service, id] of ids.entries()) await check(tx, id, told.stateOf(service));
        const written = await historyOf(tx, ids);
        await settleServices(tx, ids, new Date(0));
        expect(written, "as if all of the past had been read").toEqual(await historyOf(tx, ids));
      }),
    ),
    { numRuns: 40 },
  );
}, 120_000);

async function play(ctx: Context, ids: string[], steps: Step[]): Promise<Expectation> {
  const told = new Expectation();
  const opened = new Map<number, string>();
  for (const [minute, { incident, service, state, ends, minutesAgo }] of steps.entries()) {
    const now = { ...ctx, now: minutesLater(minute * 5) };
    const news = {
      ...said,
      services: [{ serviceId: ids[service]!, state }],
      nextUpdateBy: minutesLater(600),
    };
    const incidentId = opened.get(incident);
    const isOpen = told.open.get(incident);
    if (!incidentId) {
      const startedAt = minutesLater(minute * 5 - minutesAgo);
      const { incidentId } = await openIncident(now, { ...news, title: "Trouble", startedAt });
      opened.set(incident, incidentId);
      told.open.set(incident, new Map([[service, state]]));
    } else if (!isOpen) {
      // What was said before it was resolved is over; only what is said now holds.
      const { severity: _s, impact: _i, ...words } = news;
      await reopenIncident(now, { ...words, incidentId });
      told.open.set(incident, new Map([[service, state]]));
    } else if (ends) {
      await postUpdate(now, { ...news, incidentId, status: "resolved", services: [] });
      told.open.delete(incident);
    } else {
      await postUpdate(now, { ...news, incidentId, status: "identified" });
      isOpen.set(service, state);
    }
  }
  return told;
}

const historyOf = (tx: Db, ids: string[]) =>
  tx
    .select()
    .from(serviceIntervals)
    .where(inArray(serviceIntervals.serviceId, ids))
    .orderBy(asc(serviceIntervals.serviceId), asc(serviceIntervals.startedAt));

async function check(tx: Db, id: string, expected: ServiceState): Promise<void> {
  const [service] = await tx.select().from(services).where(eq(services.id, id));
  expect(service!.state).toBe(expected);
  const spells = await tx
    .select()
    .from(serviceIntervals)
    .where(eq(serviceIntervals.serviceId, id))
    .orderBy(asc(serviceIntervals.startedAt));
  expect(spells.find(({ endedAt }) => endedAt === null)?.state ?? "operational").toBe(expected);
  for (const [index, { endedAt }] of spells.entries()) {
    const next = spells[index + 1];
    if (next) expect(endedAt!.getTime()).toBeLessThanOrEqual(next.startedAt.getTime());
  }
}
