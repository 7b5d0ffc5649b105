import { and, eq } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import webPush from "web-push";
import { planFanOut } from "@/communications/deliveries/plan-fan-out";
import { sendBatch } from "@/communications/deliveries/send-batch";
import { batchQueue, lightEngine } from "@/communications/queue";
import { signingSecrets } from "@/communications/subscribers/signing-secrets";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import { deliveries, fanOuts, wordings } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { suppressions } from "@/db/schema/receipts";
import { senders } from "@/db/schema/senders";
import { subscribers } from "@/db/schema/subscribers";
import { env } from "@/lib/env";
import { parseAllowed } from "@/lib/outbound-address";
import { type Channel, channels } from "@/lib/vocabulary";
import type { Transport } from "./channel";
import { resendTransport } from "./email/resend";
import { startResendDouble } from "./email/testing/resend-double";
import { openChannels, type Transports } from "./open-channels";
import { makeBrowser } from "./testing/browser";
import { type HookDouble, jsonOf, startHookDouble } from "./testing/hook-double";
import { wires } from "./testing/wires";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });
const vapid = webPush.generateVAPIDKeys();
const hooks = ["webhook", "slack", "teams", "discord", "sms", "push"] as const;
type Hook = (typeof hooks)[number];
const keyless = hooks.filter((hook) => hook !== "webhook");

let doubles: Record<Hook, HookDouble>;
let resend: Awaited<ReturnType<typeof startResendDouble>>;
let transports: Transports;
let browser: ReturnType<typeof makeBrowser>;

beforeEach(async () => {
  const engine = await lightEngine(scene.db);
  for (const table of [deliveries, fanOuts, wordings, senders, suppressions, subscribers])
    await scene.db.delete(table);
  for (const channel of channels) await engine.deleteAllJobs(batchQueue(channel));
  const started = await Promise.all(
    hooks.map(async (hook) => [hook, await startHookDouble(wires[hook])] as const),
  );
  doubles = Object.fromEntries(started) as Record<Hook, HookDouble>;
  resend = await startResendDouble();
  browser = makeBrowser(`${doubles.push.url}/send/1`);
  const configured = openChannels({
    ...env(),
    OUTBOUND_ALLOW: parseAllowed("127.0.0.1"),
    TWILIO_ACCOUNT_SID: "AC1",
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_FROM: "+14155550100",
    TWILIO_BASE_URL: doubles.sms.url,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
  });
  transports = {
    ...configured,
    email: resendTransport({ apiKey: "re_test", from: "s@x.example", baseUrl: resend.url }),
  };
});
afterEach(async () => {
  await Promise.all([...Object.values(doubles).map((double) => double.close()), resend.close()]);
});

const addressOn = (hook: Hook) =>
  hook === "sms" ? "+14155550199" : hook === "push" ? browser.address : `${doubles[hook].url}/hook/1`;
/** One subscriber on each of these channels; their ids. */
async function subscribe(some: readonly Hook[] = hooks): Promise<Record<Hook, string>> {
  const ids = await Promise.all(
    some.map(async (channel) => [
      channel,
      await addSubscriber(scene, { channel, address: addressOn(channel) }),
    ]),
  );
  return Object.fromEntries(ids);
}
async function planAll(now = noon) {
  for (const { id } of await scene.db.select({ id: events.id }).from(events)) await planFanOut(ctx(now), id);
}
const work = (now = noon) => ({ db: scene.db, transports, clock: () => now });
const until = minutesLater(60 * 48);
const stateOf = async (updateId: string, channel: Channel) => {
  const rows = await scene.db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.updateId, updateId), eq(deliveries.channel, channel)));
  return rows[0]?.state;
};
const job = (updateId: string, channel: Channel) => ({
  updateId,
  audienceId: scene.audienceId,
  channel,
  batch: 0,
});
/** What each vendor's double took, as text. */
const textOf = (hook: Hook) => {
  const taken = doubles[hook].taken.at(-1)!;
  if (hook === "push") return JSON.stringify(browser.read(taken.body));
  if (hook === "sms") return new URLSearchParams(taken.body.toString()).get("Body")!;
  return JSON.stringify(jsonOf(taken));
};

test("an incident told on all channels at once arrives exactly once on each", async () => {
  await subscribe();
  await addSubscriber(scene, { address: "ana@reader.example" });
  const { updateId, incidentId } = await openOnCheckout(scene);
  await Promise.all([planAll(), planAll()]);
  await Promise.all([drain(work(), { until }), drain(work(), { until })]);
  await drain(work(), { until });
  for (const hook of hooks) {
    expect(doubles[hook].taken).toHaveLength(1);
    expect(await stateOf(updateId, hook)).toBe("sent");
    expect(textOf(hook)).toContain("Checkout");
    expect(textOf(hook)).toContain(`/incidents/${incidentId}`);
    expect(textOf(hook)).not.toMatch(/[\uE000\uE001]/);
  }
  expect(resend.delivered).toHaveLength(1);
});

test("a webhook's message is signed with its subscriber's own secret", async () => {
  const { webhook: id } = await subscribe(["webhook"]);
  await openOnCheckout(scene);
  await planAll();
  await drain(work(), { until });
  const { headers, body } = doubles.webhook.taken[0]!;
  const [secret] = signingSecrets({ id, version: 1, rotatedAt: null }, noon);
  const payload = new Webhook(secret!).verify(body.toString(), headers as Record<string, string>);
  expect(payload).toMatchObject({ type: "incident.updated", data: { why: "you chose all services" } });
});

describe("a worker that is killed between beginning and hearing what came of it", () => {
  /** Hands the message over and dies before it can say so. */
  const dies = (transport: Transport): Transport => ({
    ...transport,
    async hand(messages, key) {
      await transport.hand(messages, key);
      throw new Error("killed");
    },
  });

  test.each(keyless)("on %s leaves a message that is unknown, and nobody sends it again", async (channel) => {
    await subscribe([channel]);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    const deadly = { ...transports, [channel]: dies(transports[channel]!) };
    await expect(sendBatch(ctx(), deadly, job(updateId, channel))).rejects.toThrow("killed");
    await sendBatch(ctx(minutesLater(1)), transports, job(updateId, channel));
    await drain(work(minutesLater(2)), { until });
    expect(await stateOf(updateId, channel)).toBe("unknown");
    expect(doubles[channel].taken).toHaveLength(1);
  });

  test("on a webhook is followed by one that sends the same message under the same id", async () => {
    await subscribe(["webhook"]);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    const deadly = { ...transports, webhook: dies(transports.webhook!) };
    await expect(sendBatch(ctx(), deadly, job(updateId, "webhook"))).rejects.toThrow("killed");
    expect(await sendBatch(ctx(minutesLater(1)), transports, job(updateId, "webhook"))).toBeNull();
    expect(await stateOf(updateId, "webhook")).toBe("sent");
    const [first, second] = doubles.webhook.taken;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.body).toEqual(first?.body);
  });
});

describe("faults", () => {
  test.each(keyless)(
    "a lost answer on %s leaves it unknown; a no is tried again and arrives once",
    async (channel) => {
      await subscribe([channel]);
      const { updateId, incidentId } = await openOnCheckout(scene);
      await planAll();
      doubles[channel].mishaps.push("lostAnswer");
      await drain(work(), { until });
      expect(await stateOf(updateId, channel)).toBe("unknown");
      const later = await say(scene, incidentId!);
      await planAll();
      doubles[channel].mishaps.push("busy");
      await sendBatch(ctx(), transports, job(later.updateId, channel));
      expect(await stateOf(later.updateId, channel)).toBe("sending");
      await scene.db.delete(senders);
      await sendBatch(ctx(), transports, job(later.updateId, channel));
      expect(await stateOf(later.updateId, channel)).toBe("sent");
      expect(doubles[channel].taken).toHaveLength(2);
    },
  );

  test.each(hooks)("on %s whoever is gone is not written to again", async (channel) => {
    await subscribe([channel]);
    const { updateId, incidentId } = await openOnCheckout(scene);
    await planAll();
    doubles[channel].mishaps.push("gone");
    await drain(work(), { until });
    expect(await stateOf(updateId, channel)).toBe("failed");
    const later = await say(scene, incidentId!);
    await planAll();
    await drain(work(), { until });
    expect(await stateOf(later.updateId, channel)).toBeUndefined();
    expect(doubles[channel].calls).toHaveLength(1);
  });

  test("one host that asks for patience does not hold up the others of its batch", async () => {
    for (const n of [1, 2, 3])
      await addSubscriber(scene, { channel: "slack", address: `${doubles.slack.url}/hook/${n}` });
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    doubles.slack.mishaps.push("slowDown");
    expect(await sendBatch(ctx(), transports, job(updateId, "slack"))).toMatchObject({
      reason: expect.any(String),
    });
    expect(doubles.slack.taken).toHaveLength(2);
  });

  test("a webhook that never says yes has failed in the end", async () => {
    await subscribe(["webhook"]);
    const { updateId } = await openOnCheckout(scene);
    await planAll();
    for (let n = 0; n < 60; n++) {
      doubles.webhook.mishaps.push("busy");
      await sendBatch(ctx(), transports, job(updateId, "webhook"));
    }
    expect(await stateOf(updateId, "webhook")).toBe("failed");
    expect(doubles.webhook.taken).toEqual([]);
  });
});

test("what somebody missed goes with the next message, on every channel", async () => {
  await subscribe();
  const { incidentId, updateId: first } = await openOnCheckout(scene);
  const { updateId: second } = await say(scene, incidentId!, { words: "It is the bank." });
  await planAll();
  await drain(work(), { until });
  for (const hook of hooks) {
    expect(doubles[hook].taken).toHaveLength(1);
    expect([await stateOf(first, hook), await stateOf(second, hook)]).toEqual(["merged", "sent"]);
    expect(textOf(hook)).toContain("It is the bank.");
  }
  for (const hook of ["webhook", "slack", "teams", "discord"] as const)
    expect(textOf(hook)).toContain("Cards are declined.");
});
