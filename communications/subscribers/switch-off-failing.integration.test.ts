import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { addSubscriber, minutesLater, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { tick } from "@/communications/tick";
import { deliveries } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { suppressions } from "@/db/schema/receipts";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { listSubscribers } from "./list-subscribers";
import { noteResult } from "./note-result";
import { suppress } from "./suppress";
import { switchOffFailing } from "./switch-off-failing";
import { switchOn } from "./switch-on";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });
const address = "https://hooks.slack.com/services/T0000/B0000/s3cret";
const contact = "ops@reader.example";

beforeEach(async () => {
  await scene.db.delete(deliveries);
  await scene.db.delete(personalLetters);
  await scene.db.delete(suppressions);
  await scene.db.delete(subscribers);
});

const slackOne = () => addSubscriber(scene, { channel: "slack", address, contact });
/** Messages that failed, one every so many minutes. */
async function fail(id: string, times: number, minutesBetween: number) {
  for (let n = 0; n < times; n++) {
    await noteResult(ctx(minutesLater(n * minutesBetween)), "slack", [{ recipientId: id, state: "failed" }]);
  }
}
const stateOf = async (id: string) =>
  (await scene.db.select().from(subscribers).where(eq(subscribers.id, id)))[0]!.state;
const letters = () => scene.db.select().from(personalLetters);
const late = minutesLater(90);

test("five failures in a row over an hour switch a channel off, and its contact gets one letter with the way back", async () => {
  const id = await slackOne();
  await fail(id, 5, 20);
  await switchOffFailing(ctx(late));
  await switchOffFailing(ctx(minutesLater(91)));
  expect(await stateOf(id)).toBe("switched_off");
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    kind: "channel_failing",
    channel: "email",
    address: contact,
    state: "planned",
  });
  for (const twin of [letter!.html, letter!.text]) {
    expect(twin).toContain("hooks.slack.com/services/T0000/B0000/…");
    expect(twin).not.toContain("s3cret");
    expect(twin).toContain("Monday 23 November at 12:00 UTC");
    expect(twin).toMatch(new RegExp(`/manage/${id}-`));
  }
});

test.each([
  ["four failures", 4, 30],
  ["five failures within the hour", 5, 1],
])("%s are no reason", async (_, times, minutesBetween) => {
  const id = await slackOne();
  await fail(id, times, minutesBetween);
  await switchOffFailing(ctx(minutesLater(times * minutesBetween)));
  expect(await stateOf(id)).toBe("confirmed");
  expect(await letters()).toEqual([]);
});

test("one message that was taken ends the count", async () => {
  const id = await slackOne();
  await fail(id, 4, 20);
  await noteResult(ctx(), "slack", [{ recipientId: id, state: "sent" }]);
  await fail(id, 1, 20);
  await switchOffFailing(ctx(late));
  expect(await stateOf(id)).toBe("confirmed");
});

test("mail is never switched off: it has its own receipts", async () => {
  const id = await addSubscriber(scene);
  await scene.db
    .update(subscribers)
    .set({ failuresInRow: 9, failingSince: noon })
    .where(eq(subscribers.id, id));
  await switchOffFailing(ctx(late));
  expect(await stateOf(id)).toBe("confirmed");
});

test("whose webhook says that it is gone hears so at once; who has no contact is switched off all the same", async () => {
  const id = await slackOne();
  const browser = await addSubscriber(scene, {
    channel: "push",
    address: '{"endpoint":"https://push.example/1"}',
  });
  const detail = "Answered 404: no_service <b>click https://evil.example</b>";
  await suppress(ctx(), { channel: "slack", address }, { reason: "bounced", detail });
  await suppress(
    ctx(),
    { channel: "push", address: '{"endpoint":"https://push.example/1"}' },
    { reason: "bounced", detail },
  );
  await switchOffFailing(ctx(minutesLater(1)));
  expect(await Promise.all([id, browser].map(stateOf))).toEqual(["switched_off", "switched_off"]);
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  expect(letter?.text).toContain("Answered 404.");
  expect(letter?.text).not.toContain("evil");
});

test("what waits for it is suppressed; switched on again, it hears anew, also what had said it was gone", async () => {
  const id = await slackOne();
  const { updateId } = await openOnCheckout(scene);
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut(ctx(), event!.id);
  await suppress(ctx(), { channel: "slack", address }, { reason: "bounced", detail: "Answered 410: gone" });
  await switchOffFailing(ctx(late));
  const [row] = await scene.db.select().from(deliveries).where(eq(deliveries.recipientId, id));
  expect(row?.state).toBe("suppressed");
  await switchOn(ctx(late), { subscriberId: id });
  await switchOffFailing(ctx(late));
  expect(await stateOf(id)).toBe("confirmed");
});

test("the desk sees it in its row, without the secret; the clock does it", async () => {
  const id = await slackOne();
  await fail(id, 5, 20);
  const { faults } = await tick(ctx(late), null, async (version) => version);
  expect(faults).toEqual([]);
  const { subscribers: lines, counts } = await listSubscribers(ctx(), {});
  expect(lines).toMatchObject([
    {
      id,
      state: "switched_off",
      address: "hooks.slack.com/services/T0000/B0000/…",
      switchedOff: { since: noon },
    },
  ]);
  expect(counts.switched_off).toBe(1);
});
