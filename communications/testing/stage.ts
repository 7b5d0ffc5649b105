import type { Pool } from "pg";
import { afterAll, beforeAll } from "vitest";
import { lightEngine, prepareQueue } from "@/communications/queue";
import { verifyChain } from "@/db/audit/verify-chain";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import { subscriberIncidents, subscriberServices, subscribers } from "@/db/schema/subscribers";
import { users } from "@/db/schema/users";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/ids";
import { withWho } from "@/status/audit/with-who";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";

process.env.SECRET ??= "a secret for tests only";

export const noon = new Date("2026-11-23T12:00:00Z");
export const minutesLater = (minutes: number, from = noon) => new Date(from.getTime() + minutes * 60_000);

/**
 * A database of its own with a page, a liaison, two services and the queue's tables. `undoSeconds`: how long an
 * update can be taken back; the clock of a test stands still, so as a rule not at all.
 */
export function stage({ undoSeconds = 0 }: { undoSeconds?: number } = {}) {
  process.env.UNDO_SECONDS = String(undoSeconds);
  const scene = {} as {
    db: Db;
    pool: Pool;
    url: string;
    audienceId: string;
    checkout: string;
    search: string;
    liaison(now?: Date): Context;
  };
  beforeAll(async () => {
    const { db, url, pool } = await testDatabase();
    await prepareQueue(url);
    const times = { createdAt: noon, updatedAt: noon };
    const [audience] = await db
      .insert(audiences)
      .values({ slug: "public", kind: "public", name: "Larkfield", ...times })
      .returning({ id: audiences.id });
    const made = await db
      .insert(services)
      .values(
        ["Checkout", "Search"].map((name, position) => ({
          name,
          position,
          startDate: "2026-01-01",
          ...times,
        })),
      )
      .returning({ id: services.id });
    await db
      .insert(audienceServices)
      .values(made.map(({ id: serviceId }) => ({ audienceId: audience!.id, serviceId })));
    const [user] = await db
      .insert(users)
      .values({ name: "Ines", email: "ines@larkfield.example", role: "liaison" })
      .returning({ id: users.id });
    Object.assign(scene, {
      ...{ db, pool },
      url,
      audienceId: audience!.id,
      checkout: made[0]!.id,
      search: made[1]!.id,
      liaison: (now = noon): Context => ({
        db: withWho(db, { kind: "user", id: user!.id, name: "Ines", role: "liaison" }),
        now,
        actor: { kind: "user", id: user!.id, role: "liaison", name: "Ines" },
      }),
    });
  });
  afterAll(async () => {
    // Whatever the tests did, and how many at once: their changes make one chain.
    const verdict = await verifyChain(scene.pool);
    if (!verdict.whole) throw new Error(`The audit log broke at ${verdict.brokenAt}: ${verdict.why}`);
    await (await lightEngine(scene.db)).stop({ graceful: false });
  });
  return scene;
}
export type Scene = ReturnType<typeof stage>;

type Wish = Partial<typeof subscribers.$inferInsert> & { serviceIds?: string[]; incidentIds?: string[] };
let people = 0;

/** Somebody who is subscribed already. Answers their id. */
export async function addSubscriber(scene: Scene, { serviceIds = [], incidentIds = [], ...wish }: Wish = {}) {
  const id = newId();
  const [row] = await scene.db
    .insert(subscribers)
    .values({
      id,
      personId: id,
      audienceId: scene.audienceId,
      channel: "email",
      address: `person${++people}@reader.example`,
      state: "confirmed",
      scope: "all_services",
      detail: "every_update",
      confirmedAt: noon,
      createdAt: noon,
      updatedAt: noon,
      ...wish,
    })
    .returning({ id: subscribers.id });
  const subscriberId = row!.id;
  for (const serviceId of serviceIds)
    await scene.db.insert(subscriberServices).values({ subscriberId, serviceId });
  for (const incidentId of incidentIds)
    await scene.db.insert(subscriberIncidents).values({ subscriberId, incidentId });
  return subscriberId;
}

const said = { severity: "SEV2", impact: "major", words: "Cards are declined.", tell: true } as const;

/** An incident on Checkout with its first update. */
export function openOnCheckout(
  scene: Scene,
  changes: Partial<Parameters<typeof openIncident>[1]> = {},
  now = noon,
) {
  return openIncident(scene.liaison(now), {
    title: "Card payments fail",
    status: "investigating",
    services: [{ serviceId: scene.checkout, state: "partial_outage" }],
    nextUpdateBy: minutesLater(20, now),
    ...said,
    ...changes,
  });
}

/** A further update of an incident. */
export function say(
  scene: Scene,
  incidentId: string,
  changes: Partial<Parameters<typeof postUpdate>[1]> = {},
  now = minutesLater(10),
) {
  return postUpdate(scene.liaison(now), {
    incidentId,
    status: "identified",
    services: [{ serviceId: scene.checkout, state: "partial_outage" }],
    nextUpdateBy: minutesLater(20, now),
    ...said,
    ...changes,
  });
}
