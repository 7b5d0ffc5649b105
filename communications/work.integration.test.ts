import { afterAll, expect, test, vi } from "vitest";
import type { Transport } from "@/communications/channels/channel";
import { addSubscriber, openOnCheckout, stage } from "@/communications/testing/stage";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { planFanOut } from "./deliveries/plan-fan-out";
import { startEngine } from "./queue";
import { takeJobs } from "./work";

const scene = stage();
const handed: number[] = [];
let engine: Awaited<ReturnType<typeof startEngine>>;

/** Fails once, then takes. */
const transport: Transport = {
  ...{
    name: "shaky",
    messagesPerCall: 100,
    remembersKeys: true,
    perSecond: null,
    shared: true,
    triesMax: null,
  },
  async hand(messages) {
    handed.push(performance.now());
    return messages.map((_, index) =>
      handed.length === 1
        ? { kind: "tryAgain", reason: "503", retryAfterSeconds: null }
        : { kind: "accepted", providerId: `id-${index}` },
    );
  },
};

afterAll(() => engine.stop({ graceful: false }));

test("a job that is to be tried again is, within seconds of its time, though nothing notifies of it", async () => {
  engine = await startEngine(scene.url);
  await takeJobs(engine, { db: scene.db, transports: { email: transport }, clock: () => new Date() });
  await addSubscriber(scene);
  await openOnCheckout(scene, {}, new Date());
  const [event] = await scene.db.select().from(events);
  await planFanOut({ db: scene.db, now: new Date() }, event!.id);
  await vi.waitFor(
    async () =>
      expect(await scene.db.select().from(deliveries)).toMatchObject([{ state: "sent", attempts: 2 }]),
    { timeout: 12_000, interval: 100 },
  );
});
