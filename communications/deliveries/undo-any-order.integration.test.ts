import { asc, isNull } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { noon, stage } from "@/communications/testing/stage";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { incidents } from "@/db/schema/incidents";
import { serviceIntervals, services } from "@/db/schema/services";
import { rollback } from "@/db/testing/test-database";
import { DomainError } from "@/lib/domain-error";
import type { IncidentStatus, ServiceState, Severity } from "@/lib/vocabulary";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { readStatus } from "@/status/public/read-status";
import { undoUpdate } from "./undo-update";

const scene = stage({ undoSeconds: 10 });

/** Something said of one of two incidents: it opens, goes on, ends or begins again, as it stands. */
const post = fc.record({
  do: fc.constant("post" as const),
  incident: fc.nat(1),
  service: fc.nat(1),
  state: fc.constantFrom("operational", "degraded", "partial_outage", "major_outage"),
  status: fc.constantFrom("investigating", "identified", "monitoring", "resolved", "resolved"),
  severity: fc.constantFrom("SEV1", "SEV3"),
  retitled: fc.boolean(),
  /** Seconds since the step before: some updates can still be taken back when others follow, some not. */
  after: fc.integer({ min: 1, max: 12 }),
});
/** The newest of an incident is taken back, if it still may be. */
const undo = fc.record({ do: fc.constant("undo" as const), incident: fc.nat(1), after: fc.nat(6) });
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: post }, { weight: 2, arbitrary: undo }), {
  minLength: 2,
  maxLength: 14,
});

type Post = {
  incident: number;
  service: number;
  state: string;
  status: string;
  severity: string;
  retitled: boolean;
};
type Said = Post & { at: Date };

test("whatever is said and taken back in whatever order, the rest stands as if that had never been said", async () => {
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (steps) => {
      let stood: Said[] = [];
      let really: unknown;
      await rollback(scene.db, async (tx) => {
        const play = new Play({ ...scene.liaison(), db: tx });
        let at = noon;
        for (const step of steps) {
          at = new Date(at.getTime() + step.after * 1000);
          if (step.do === "post") await play.say({ ...step, at });
          else if (await play.undo(step.incident, at)) undone++;
        }
        stood = play.stood.map(({ said }) => said);
        really = await truth(tx);
      });
      await rollback(scene.db, async (tx) => {
        const play = new Play({ ...scene.liaison(), db: tx });
        for (const said of stood) await play.say(said);
        expect(really).toEqual(await truth(tx));
      });
    }),
    { numRuns: 40 },
  );
  expect(undone, "the story must hold some undoing").toBeGreaterThan(20);
}, 120_000);

/** Says things as the desk would, and remembers what stands. */
class Play {
  stood: { said: Said; updateId: string }[] = [];
  private readonly open = new Map<number, { incidentId: string; status: IncidentStatus }[]>();

  constructor(private readonly ctx: Context) {}

  async say(said: Said): Promise<void> {
    const { at, incident: slot, status: wanted, severity } = said;
    const ctx = { ...this.ctx, now: at };
    const past = this.open.get(slot) ?? [];
    const before = past.at(-1);
    const news = {
      severity: severity as Severity,
      ...{ impact: "major" as const, words: "Words.", tell: true },
      services: [
        {
          serviceId: [scene.checkout, scene.search][said.service]!,
          state: said.state as Exclude<ServiceState, "under_maintenance">,
        },
      ],
      nextUpdateBy: new Date(at.getTime() + 3_600_000),
    };
    const status = wanted as IncidentStatus;
    if (!before) {
      const first = status === "resolved" ? "investigating" : status;
      const posted = await openIncident(ctx, { ...news, title: `Trouble ${slot}`, status: first });
      this.remember(said, posted, first);
    } else if (before.status === "resolved") {
      const { severity: _, impact: __, ...words } = news;
      const posted = await reopenIncident(ctx, { ...words, incidentId: before.incidentId });
      this.remember(said, posted, "investigating");
    } else {
      const posted = await postUpdate(ctx, {
        ...news,
        incidentId: before.incidentId,
        status,
        reason: "It is milder.",
        title: said.retitled ? `Retitled at ${at.toISOString()}` : null,
      });
      this.remember(said, posted, status);
    }
  }

  /** Whether it could be taken back. */
  async undo(slot: number, now: Date): Promise<boolean> {
    const newest = this.stood.findLast(({ said }) => said.incident === slot);
    if (!newest) return false;
    try {
      await undoUpdate({ ...this.ctx, now }, { updateId: newest.updateId });
    } catch (error) {
      if (error instanceof DomainError && error.code === "undo_late") return false;
      throw error;
    }
    this.stood = this.stood.filter((one) => one !== newest);
    this.open.get(slot)!.pop();
    return true;
  }

  private remember(
    said: Said,
    posted: { incidentId: string; updateId: string },
    status: IncidentStatus,
  ): void {
    const { incidentId, updateId } = posted;
    this.stood.push({ said, updateId });
    this.open.set(said.incident, [...(this.open.get(said.incident) ?? []), { incidentId, status }]);
  }
}

/** What is true, and what readers see of it, without names that differ from one telling to the next. */
async function truth(tx: Db) {
  const known = await tx.select().from(incidents).where(isNull(incidents.withdrawnAt));
  const seen = await readStatus(tx, "public", new Date(noon.getTime() + 300_000));
  return {
    incidents: known
      .map(({ id: _, revision: __, updatedAt: ___, ...facts }) => facts)
      .toSorted((a, b) => a.startedAt.getTime() - b.startedAt.getTime()),
    states: await tx
      .select({ id: services.id, state: services.state })
      .from(services)
      .orderBy(asc(services.id)),
    intervals: await tx
      .select({
        serviceId: serviceIntervals.serviceId,
        state: serviceIntervals.state,
        startedAt: serviceIntervals.startedAt,
        endedAt: serviceIntervals.endedAt,
      })
      .from(serviceIntervals)
      .orderBy(asc(serviceIntervals.serviceId), asc(serviceIntervals.startedAt)),
    seen: {
      overall: seen?.overall,
      open: seen?.openIncidents.map(readable).toSorted(),
      past: seen?.pastIncidents.map(readable).toSorted(),
    },
  };
}

/** Without the state before: that is what was true when it was said, also where it was taken back later. */
const readable = (incident: {
  title: string;
  updates: { status: string; affected: { name: string; state: string }[]; postedAt: Date }[];
}) =>
  JSON.stringify([
    incident.title,
    incident.updates.map(({ status, affected, postedAt }) => [
      status,
      affected.map(({ name, state }) => [name, state]),
      postedAt,
    ]),
  ]);
