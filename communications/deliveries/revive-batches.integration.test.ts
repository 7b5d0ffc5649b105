import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Transport } from "@/communications/channels/channel";
import { batchQueue, lightEngine } from "@/communications/queue";
import { addSubscriber, minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { planFanOut } from "./plan-fan-out";
import { reviveBatches } from "./revive-batches";

const scene = stage();
const keys: string[] = [];
let answers = true;

const transport: Transport = {
  ...{
    name: "double",
    messagesPerCall: 100,
    remembersKeys: true,
    perSecond: null,
    shared: false,
    triesMax: null,
  },
  async hand(messages, key) {
    keys.push(key);
    return messages.map(({ id }) =>
      answers
        ? { kind: "accepted", providerId: id }
        : { kind: "tryAgain", reason: "503", retryAfterSeconds: null },
    );
  },
};

beforeEach(async () => {
  keys.length = 0;
  answers = true;
});

const queue = async () => (await lightEngine(scene.db)).findJobs(batchQueue("email"));
const loseJobs = async () => (await lightEngine(scene.db)).deleteAllJobs(batchQueue("email"));
const revive = (minutes: number) => reviveBatches({ db: scene.db, now: minutesLater(minutes) });
const work = (until: Date) =>
  drain(
    { db: scene.db, transports: { email: transport }, clock: () => minutesLater(10) },
    { until, early: true },
  );
const later = minutesLater(60);

async function tell(people: number): Promise<string> {
  await scene.db.delete(deliveries);
  await scene.db.delete(fanOuts);
  await loseJobs();
  for (let n = 0; n < people; n++) await addSubscriber(scene);
  const { updateId } = await openOnCheckout(scene);
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut({ db: scene.db, now: noon }, event!.id);
  return updateId;
}
const states = async () => (await scene.db.select().from(deliveries)).map(({ state }) => state);

test("a batch whose job is gone gets one after five minutes, once, also by two clocks at the same time", async () => {
  await tell(2);
  await loseJobs();
  expect(await revive(4)).toBe(0);
  const both = await Promise.all([revive(6), revive(6)]);
  expect(both.toSorted()).toEqual([0, 1]);
  expect(await revive(7)).toBe(0);
  await work(later);
  expect(await states()).toEqual(["sent", "sent"]);
  expect(keys).toHaveLength(1);
});

test("a letter that was on its way goes under the key that it had", async () => {
  await tell(1);
  answers = false;
  await work(later);
  expect(await states()).toContain("sending");
  await loseJobs();
  answers = true;
  expect(await revive(6)).toBe(1);
  await work(later);
  expect(new Set(await states())).toEqual(new Set(["sent"]));
  expect(new Set(keys).size).toBe(1);
});

test("a batch whose job waits, or whose letters are gone, gets none", async () => {
  await tell(1);
  expect(await revive(6)).toBe(0);
  await work(later);
  await loseJobs();
  expect(await revive(6)).toBe(0);
  expect(await queue()).toEqual([]);
});
