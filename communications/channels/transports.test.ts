import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import webPush from "web-push";
import { env } from "@/lib/env";
import { parseAllowed } from "@/lib/outbound-address";
import type { Message } from "./channel";
import { channelList } from "./list";
import { makeBrowser } from "./testing/browser";
import { type HookDouble, type Mishap, startHookDouble } from "./testing/hook-double";
import { wires } from "./testing/wires";

type Hook = keyof typeof wires;
const hooks = Object.keys(wires) as Hook[];
const keyless = hooks.filter((hook) => hook !== "webhook");
const vapid = webPush.generateVAPIDKeys();
const secret = `whsec_${Buffer.from("a secret that only a test knows!").toString("base64")}`;

let double: HookDouble;
let browser: ReturnType<typeof makeBrowser>;
afterEach(() => double.close());

async function start(hook: Hook) {
  double = await startHookDouble(wires[hook]);
  browser = makeBrowser(`${double.url}/push/1`);
}
const open = (hook: Hook, allowed = "127.0.0.1") =>
  channelList[hook].open({
    ...env(),
    OUTBOUND_ALLOW: parseAllowed(allowed),
    TWILIO_ACCOUNT_SID: "AC1",
    TWILIO_AUTH_TOKEN: "token",
    TWILIO_FROM: "+14155550100",
    TWILIO_BASE_URL: double.url,
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    timeoutMilliseconds: 200,
  } as never)!;
const addressOf = (hook: Hook) =>
  hook === "sms" ? "+14155550199" : hook === "push" ? browser.address : `${double.url}/hook/1`;
const message = (hook: Hook, changes: Partial<Message> = {}): Message => ({
  id: "upd000000002.sub000000001",
  to: addressOf(hook),
  subject: "Checkout",
  html: null,
  text: JSON.stringify({ type: "test" }),
  headers: {},
  ...(hook === "webhook" && { secrets: [secret] }),
  ...changes,
});
const hand = async (hook: Hook, changes: Partial<Message> = {}) =>
  (await open(hook).hand([message(hook, changes)], "key"))[0]!;

describe.each(hooks)("%s", (hook) => {
  beforeEach(() => start(hook));

  test("hands a message over once", async () => {
    expect((await hand(hook)).kind).toBe("accepted");
    expect(double.taken).toHaveLength(1);
  });

  test.each<Mishap>(["slowDown", "busy"])("after %s nothing was taken and we try again", async (mishap) => {
    double.mishaps.push(mishap);
    expect((await hand(hook)).kind).toBe("tryAgain");
    expect(double.taken).toEqual([]);
  });

  test("a message to nobody any more is refused for good", async () => {
    double.mishaps.push("gone");
    expect(await hand(hook)).toMatchObject({ kind: "refused", gone: true });
  });

  test("a redirect is not followed", async () => {
    double.mishaps.push("redirect");
    expect(["refused", "tryAgain"]).toContain((await hand(hook)).kind);
    expect(double.calls).toHaveLength(1);
  });

  test("when nobody listens, nothing was handed over and we try again", async () => {
    const transport = open(hook);
    const late = message(hook);
    await double.close();
    expect((await transport.hand([late], "key"))[0]?.kind).toBe("tryAgain");
  });
});

describe.each(keyless)("%s, which remembers no keys,", (hook) => {
  beforeEach(() => start(hook));

  test.each<Mishap>(["lostAnswer", "hang", "reset", "badGateway"])(
    "after %s we cannot tell, and do not ask again",
    async (mishap) => {
      double.mishaps.push(mishap);
      expect((await hand(hook)).kind).toBe("unsure");
    },
  );

  test("what it does not want is refused, and its address is kept", async () => {
    double.mishaps.push("refused");
    expect(await hand(hook)).toMatchObject({ kind: "refused", gone: false });
  });
});

describe.each(hooks.filter((hook) => hook !== "sms"))("%s by a stranger's address", (hook) => {
  beforeEach(() => start(hook));

  test("into somebody's own network is refused without a call", async () => {
    const outcomes = await open(hook, "").hand([message(hook)], "key");
    expect(outcomes).toEqual([{ kind: "refused", gone: false, reason: expect.any(String) }]);
    expect(double.calls).toEqual([]);
  });

  test("waits as long as it was asked to, and only there", async () => {
    double.mishaps.push("slowDown");
    const transport = open(hook);
    const other = hook === "push" ? makeBrowser(`${double.url}/push/2`).address : `${double.url}/hook/2`;
    const asked = await transport.hand([message(hook)], "key");
    expect(asked[0]).toMatchObject({ kind: "tryAgain", rest: "rate" });
    expect((await transport.hand([message(hook)], "key"))[0]).toMatchObject({
      kind: "tryAgain",
      rest: "rate",
    });
    expect((await transport.hand([message(hook, { to: other })], "key"))[0]?.kind).toBe("accepted");
    expect(double.calls).toHaveLength(2);
  });
});

describe("a webhook", () => {
  beforeEach(() => start("webhook"));

  test.each<Mishap>(["lostAnswer", "hang", "reset", "badGateway", "refused", "redirect"])(
    "after %s we ask again, with the same id and body, and its receiver can tell",
    async (mishap) => {
      double.mishaps.push(mishap);
      expect((await hand("webhook")).kind).toBe("tryAgain");
      expect((await hand("webhook")).kind).toBe("accepted");
      const [first, second] = double.calls;
      expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
      expect(second?.body).toEqual(first?.body);
    },
  );

  test("is signed so that any Standard Webhooks library accepts it, by each of two secrets while one replaces the other", async () => {
    const older = `whsec_${Buffer.from("the secret that was there before").toString("base64")}`;
    await hand("webhook", { secrets: [secret, older] });
    const { headers, body } = double.taken[0]!;
    for (const known of [secret, older]) {
      expect(new Webhook(known).verify(body.toString(), headers as Record<string, string>)).toEqual({
        type: "test",
      });
    }
    const stranger = `whsec_${Buffer.from("somebody else's").toString("base64")}`;
    expect(() => new Webhook(stranger).verify(body.toString(), headers as Record<string, string>)).toThrow();
    expect(headers["webhook-id"]).toBe("msg_upd000000002_sub000000001");
    expect(headers["content-type"]).toBe("application/json");
  });

  test("the library signs as the scheme's own example does", () => {
    const payload = '{"test": 2432232314}';
    const signed = new Webhook("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").sign(
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      new Date(1614265330 * 1000),
      payload,
    );
    expect(signed).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });
});

test("Discord is asked to say which message it made, and how long to wait in its own words", async () => {
  await start("discord");
  expect(await hand("discord")).toEqual({ kind: "accepted", providerId: "112233445566778899" });
  expect(double.taken[0]?.path).toBe("/hook/1?wait=true");
  double.mishaps.push("slowDown");
  expect(await hand("discord")).toMatchObject({ retryAfterSeconds: 6.4, rest: "rate" });
});

test("Twilio gets number, sender and text with our key; a wrong key lets everything rest", async () => {
  await start("sms");
  expect(await hand("sms", { text: "Checkout: degraded" })).toEqual({
    kind: "accepted",
    providerId: "SM0123456789",
  });
  const { path, headers, body } = double.taken[0]!;
  expect(path).toBe("/2010-04-01/Accounts/AC1/Messages.json");
  expect(headers.authorization).toBe(`Basic ${Buffer.from("AC1:token").toString("base64")}`);
  expect(Object.fromEntries(new URLSearchParams(body.toString()))).toEqual({
    To: "+14155550199",
    From: "+14155550100",
    Body: "Checkout: degraded",
  });
  await double.close();
  const wrongKey = {
    status: 401,
    body: JSON.stringify({ code: 20003, message: "Authenticate", status: 401 }),
  };
  double = await startHookDouble({ ...wires.sms, refused: wrongKey });
  double.mishaps.push("refused", "slowDown");
  expect(await hand("sms")).toMatchObject({ kind: "tryAgain", rest: "key" });
  expect(await hand("sms")).toMatchObject({ kind: "tryAgain", rest: "rate" });
});

test("a push is sealed for one browser, and signed by us", async () => {
  await start("push");
  await hand("push", { text: JSON.stringify({ title: "Checkout: degraded" }) });
  const { headers, body } = double.taken[0]!;
  expect(body.toString()).not.toContain("Checkout");
  expect(browser.read(body)).toEqual({ title: "Checkout: degraded" });
  expect(headers).toMatchObject({ ttl: "86400", urgency: "high", "content-encoding": "aes128gcm" });
  expect(headers.authorization).toContain(`k=${vapid.publicKey}`);
});

test("without an account no text message leaves, and without keys no push", async () => {
  await start("sms");
  const nothing = { ...env(), TWILIO_ACCOUNT_SID: undefined, VAPID_PUBLIC_KEY: undefined };
  expect(channelList.sms.open(nothing)).toBeNull();
  expect(channelList.push.open(nothing)).toBeNull();
});
