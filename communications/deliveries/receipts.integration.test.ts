import { createHmac } from "node:crypto";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Transport } from "@/communications/channels/channel";
import { resendReceipt } from "@/communications/channels/email/resend-receipt";
import { previewReach } from "@/communications/rules/preview-reach";
import { confirmSubscription } from "@/communications/subscribers/confirm-subscription";
import { listSubscribers } from "@/communications/subscribers/list-subscribers";
import { hashToken } from "@/communications/subscribers/request-subscription";
import { writeAgain } from "@/communications/subscribers/write-again";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { receipts, suppressions } from "@/db/schema/receipts";
import { subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { planFanOut } from "./plan-fan-out";
import { readToldUpdate } from "./read-told-updates";
import { applyReceipts, type Receipt, recordReceipt } from "./receipts";
import { sendBatch } from "./send-batch";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });

beforeEach(async () => {
  for (const table of [deliveries, fanOuts, receipts, suppressions, subscribers])
    await scene.db.delete(table);
});

/** Takes every letter and gives each an id that its address tells. */
const provider: Transport = {
  name: "resend",
  messagesPerCall: 100,
  remembersKeys: true,
  perSecond: null,
  shared: true,
  triesMax: null,
  hand: async (letters) => letters.map(({ to }) => ({ kind: "accepted", providerId: `id of ${to}` })),
};

async function plan(updateId: string) {
  const [event] = await scene.db.select().from(events).where(eq(events.updateId, updateId));
  await planFanOut(ctx(), event!.id);
}
const send = (updateId: string) =>
  sendBatch(
    ctx(),
    { email: provider },
    { updateId, audienceId: scene.audienceId, channel: "email", batch: 0 },
  );

async function tellAna() {
  const ana = await addSubscriber(scene, { address: "ana@reader.example" });
  const { updateId, incidentId } = await openOnCheckout(scene);
  await plan(updateId);
  return { ana, updateId, incidentId: incidentId! };
}
let messages = 0;
const receipt = (state: Receipt["state"], more: Partial<Receipt> = {}): Receipt => ({
  id: `msg_${++messages}`,
  providerId: "id of ana@reader.example",
  state,
  suppresses: null,
  detail: null,
  at: minutesLater(1),
  ...more,
});
const stateOfAna = async (updateId: string) =>
  (await scene.db.select().from(deliveries).where(eq(deliveries.updateId, updateId)))[0]!.state;

describe("what is told afterwards", () => {
  test("moves the letter on, and the counts of the progress bar with it", async () => {
    const { updateId } = await tellAna();
    await send(updateId);
    await recordReceipt(ctx(), receipt("delayed"));
    expect(await readToldUpdate(scene.db, updateId)).toMatchObject({ sent: 0, delayed: 1, waiting: 0 });
    await recordReceipt(ctx(), receipt("delivered"));
    expect(await readToldUpdate(scene.db, updateId)).toMatchObject({ delayed: 0, delivered: 1, waiting: 0 });
  });

  test("before we know the letter's id is kept, and taken up when we do", async () => {
    const { updateId } = await tellAna();
    await recordReceipt(ctx(), receipt("delivered"));
    expect(await stateOfAna(updateId)).toBe("planned");
    await send(updateId);
    expect(await applyReceipts(ctx())).toBe(1);
    expect(await stateOfAna(updateId)).toBe("delivered");
    expect(await applyReceipts(ctx())).toBe(0);
  });

  test("in any order, doubled, early and at the same moment ends in the same state and the same counts", async () => {
    const states = ["sent", "delayed", "delivered", "bounced", "complained"] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 8 }),
        fc.nat(8),
        fc.boolean(),
        async (said, early, together) => {
          await scene.db.delete(deliveries);
          await scene.db.delete(fanOuts);
          await scene.db.delete(subscribers);
          await scene.db.delete(suppressions);
          const { updateId } = await tellAna();
          const [before, after] = [said.slice(0, early), said.slice(early)];
          for (const state of before) await recordReceipt(ctx(), receipt(state));
          await send(updateId);
          const rest = after.flatMap((state) => {
            const one = receipt(state);
            return [one, one];
          });
          if (together) await Promise.all(rest.map((one) => recordReceipt(ctx(), one)));
          else for (const one of rest) await recordReceipt(ctx(), one);
          await applyReceipts(ctx());
          const furthest = states.findLast((state) => said.includes(state))!;
          expect(await stateOfAna(updateId)).toBe(furthest);
          const told = (await readToldUpdate(scene.db, updateId))!;
          for (const state of states) expect(told[state], state).toBe(state === furthest ? 1 : 0);
          expect(told.waiting).toBe(0);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("of somebody else's letter, or of one tried again, moves nothing", async () => {
    const { updateId } = await tellAna();
    await send(updateId);
    await recordReceipt(ctx(), receipt("bounced", { providerId: "id of a stranger" }));
    expect(await stateOfAna(updateId)).toBe("sent");
  });
});

describe("an address that bounced for good", () => {
  const bounce = () => receipt("bounced", { suppresses: "bounced", detail: "Permanent: no such mailbox" });

  test("is not written to again, not even by what was planned already, and the desk says why", async () => {
    const { ana, updateId, incidentId } = await tellAna();
    await send(updateId);
    const second = await say(scene, incidentId);
    await plan(second.updateId);
    await recordReceipt(ctx(), bounce());
    const hand = vi.spyOn(provider, "hand");
    await send(second.updateId);
    expect(hand).not.toHaveBeenCalled();
    const [row] = await scene.db.select().from(deliveries).where(eq(deliveries.updateId, second.updateId));
    expect(row).toMatchObject({
      state: "suppressed",
      failure: "The address bounced earlier",
      recipientId: ana,
    });

    const preview = await previewReach(scene.liaison(), {
      ...{ incidentId, type: "availability", status: "identified", severity: "SEV2", impact: "major" },
      ...{ serviceIds: [scene.checkout], audienceIds: [], tell: true },
    });
    expect(preview).toMatchObject({ hears: 0, channels: {}, doesNot: { bounced: 1 } });
    const [line] = (await listSubscribers(ctx(), {})).subscribers;
    expect(line!.suppressed).toEqual({
      reason: "bounced",
      since: noon,
      detail: "Permanent: no such mailbox",
    });
  });

  test("is written to again when a person says why; a viewer cannot, and an empty reason is none", async () => {
    const { ana, updateId, incidentId } = await tellAna();
    await send(updateId);
    await recordReceipt(ctx(), bounce());
    const liaison = scene.liaison();
    const viewer = { ...liaison, actor: { ...liaison.actor, role: "viewer" as const } } as typeof liaison;
    const input = { subscriberId: ana, reason: "They repaired their mailbox." };
    await expect(writeAgain(viewer, input)).rejects.toMatchObject({ code: "not_allowed" });
    await expect(writeAgain(liaison, { ...input, reason: " " })).rejects.toThrow("Say why it works again");
    await writeAgain(liaison, input);
    await expect(writeAgain(liaison, input)).rejects.toMatchObject({ code: "not_suppressed" });
    const [kept] = await scene.db.select().from(suppressions);
    expect(kept).toMatchObject({ liftedReason: input.reason, liftedAt: noon });
    const second = await say(scene, incidentId);
    await plan(second.updateId);
    await send(second.updateId);
    expect(await stateOfAna(second.updateId)).toBe("sent");
  });

  test("is written to again when its owner confirms anew", async () => {
    const { updateId } = await tellAna();
    await send(updateId);
    await recordReceipt(ctx(), bounce());
    await scene.db.insert(subscriptionRequests).values({
      audienceId: scene.audienceId,
      channel: "email",
      address: "ana@reader.example",
      wish: { scope: "all_services", detail: "every_update", serviceIds: [], incidentId: null },
      tokenHash: hashToken("a token"),
      createdAt: noon,
      expiresAt: minutesLater(60),
    });
    await confirmSubscription(ctx(), { token: "a token" });
    const [line] = (await listSubscribers(ctx(), {})).subscribers;
    expect(line!.suppressed).toBeNull();
  });

  test("a complaint outweighs a bounce, and a bounce does not take a complaint back", async () => {
    const { updateId } = await tellAna();
    await send(updateId);
    await recordReceipt(ctx(), bounce());
    await recordReceipt(ctx(), receipt("complained", { suppresses: "complained" }));
    await recordReceipt(ctx(), bounce());
    expect((await scene.db.select().from(suppressions))[0]!.reason).toBe("complained");
  });

  test("a bounce that may pass suppresses nobody", async () => {
    const { updateId } = await tellAna();
    await send(updateId);
    await recordReceipt(ctx(), receipt("bounced", { detail: "Transient: mailbox full" }));
    expect(await stateOfAna(updateId)).toBe("bounced");
    expect(await scene.db.$count(suppressions)).toBe(0);
  });
});

describe("a message from Resend", () => {
  const secret = `whsec_${Buffer.from("a secret of twenty-four b").toString("base64")}`;
  const sign = (body: string, id = "msg_a", seconds = Math.floor(Date.now() / 1000), key = secret) => ({
    body,
    id,
    timestamp: String(seconds),
    signature: `v1,${createHmac("sha256", Buffer.from(key.slice(6), "base64"))
      .update(`${id}.${seconds}.${body}`)
      .digest("base64")}`,
  });
  const message = (type: string, data: object = {}) =>
    JSON.stringify({ type, created_at: "2026-11-23T12:01:00.000Z", data: { email_id: "e1", ...data } });

  test.each([
    ["email.sent", {}, { state: "sent", suppresses: null }],
    ["email.delivery_delayed", {}, { state: "delayed" }],
    ["email.delivered", {}, { state: "delivered" }],
    ["email.complained", {}, { state: "complained", suppresses: "complained" }],
    ["email.failed", { failed: { reason: "quota" } }, { state: "failed", detail: "quota" }],
    [
      "email.bounced",
      { bounce: { type: "Permanent", subType: "General", message: "No such user" } },
      { state: "bounced", suppresses: "bounced", detail: "Permanent: No such user" },
    ],
    [
      "email.bounced",
      { bounce: { type: "Transient", subType: "MailboxFull", message: "Full" } },
      { state: "bounced", suppresses: null },
    ],
  ])("%s is understood", (type, data, expected) => {
    const read = resendReceipt(sign(message(type, data)), secret);
    expect(read).toMatchObject({ id: "msg_a", providerId: "e1", at: minutesLater(1), ...expected });
  });

  test("of something else is none of our business", () => {
    expect(resendReceipt(sign(message("email.opened")), secret)).toBeNull();
    expect(resendReceipt(sign(message("contact.created")), secret)).toBeNull();
  });

  test("signed with another secret, changed, old, or unsigned is refused", () => {
    const good = sign(message("email.delivered"));
    const other = `whsec_${Buffer.from("another secret, as long..").toString("base64")}`;
    for (const bad of [
      sign(good.body, "msg_a", undefined, other),
      { ...good, body: good.body.replace("e1", "e2") },
      { ...good, id: "msg_b" },
      sign(good.body, "msg_a", Math.floor(Date.now() / 1000) - 600),
      { ...good, signature: "" },
    ]) {
      expect(() => resendReceipt(bad, secret)).toThrow("not signed with our secret");
    }
  });
});
