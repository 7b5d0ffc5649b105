import { randomBytes } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import webPush from "web-push";
import { listLetters, mailbox, readLetter } from "@/communications/channels/email/mailbox";
import { channelWay } from "@/communications/channels/list";
import { urlLengthMax } from "@/communications/channels/url-address";
import { sendSignInLetter } from "@/communications/letters/send-sign-in-letter";
import { letterQueue, lightEngine } from "@/communications/queue";
import {
  addSubscriber,
  minutesLater,
  noon,
  openOnCheckout,
  say,
  stage,
} from "@/communications/testing/stage";
import { drain } from "@/communications/work";
import { personalLetters, subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { confirmSubscription, readRequest } from "./confirm-subscription";
import { forgetStale } from "./forget-stale";
import { leave } from "./leave";
import { listSubscribers } from "./list-subscribers";
import { changePreferences, readPreferences } from "./preferences";
import { removeSubscriber } from "./remove-subscriber";
import { requestSubscription, type SubscriptionRequest } from "./request-subscription";

const scene = stage();
const ctx = (now = noon) => ({ db: scene.db, now });
const ana = "ana@reader.example";
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "mailbox-"));
  await scene.db.delete(subscribers);
  await scene.db.delete(subscriptionRequests);
  await scene.db.delete(personalLetters);
  await (await lightEngine(scene.db)).deleteAllJobs(letterQueue);
});

/** Everything that waits is sent; answers the letters to an address, newest first. */
async function letters(to: string) {
  const transport = mailbox({ directory, from: "Status <status@larkfield.example>" });
  await drain(
    { db: scene.db, transports: { email: transport }, clock: () => noon },
    { until: minutesLater(1) },
  );
  const lines = await listLetters(directory, { limit: 50, to });
  return Promise.all(lines.map(async ({ id }) => (await readLetter(directory, id))!));
}
const tokenIn = (text: string) => /\/confirm\/([\w-]+)/.exec(text)![1]!;

async function ask(changes: Partial<SubscriptionRequest> = {}, now = noon): Promise<string> {
  await scene.db.delete(subscriptionRequests);
  await requestSubscription(ctx(now), { email: ana, ...changes });
  const [row] = await scene.db.select().from(personalLetters).where(eq(personalLetters.state, "planned"));
  const token = tokenIn(row!.text);
  await scene.db.delete(personalLetters);
  return token;
}
const subscribe = async (changes: Partial<SubscriptionRequest> = {}) =>
  (await confirmSubscription(ctx(), { token: await ask(changes) })).subscriberId;
const rows = () => scene.db.select().from(subscribers);

describe("asking", () => {
  test("a wish changes nothing until the button is pressed, and the link works once", async () => {
    await requestSubscription(ctx(), { email: " Ana@Reader.example " });
    expect(await rows()).toEqual([]);
    const [letter] = await letters(ana);
    const token = tokenIn(letter!.text);
    expect(await readRequest(ctx(), token)).toEqual({ state: "open", address: ana });
    expect(await rows()).toEqual([]);
    const { subscriberId } = await confirmSubscription(ctx(), { token });
    expect(await readPreferences(ctx(), subscriberId)).toMatchObject({
      address: ana,
      state: "confirmed",
      scope: "all_services",
      detail: "every_update",
    });
    expect(await readRequest(ctx(), token)).toEqual({ state: "used", address: ana });
    await expect(confirmSubscription(ctx(), { token })).rejects.toMatchObject({ code: "link_spent" });
  });

  test("two presses at the same time confirm once", async () => {
    const token = await ask();
    const presses = [1, 2, 3].map(() => confirmSubscription(ctx(), { token }));
    const kept = (await Promise.allSettled(presses)).filter(({ status }) => status === "fulfilled");
    expect(kept).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  test("after 48 hours the link has ended, and nothing is kept of the wish", async () => {
    const token = await ask();
    const late = minutesLater(48 * 60);
    expect(await readRequest(ctx(late), token)).toMatchObject({ state: "expired" });
    await expect(confirmSubscription(ctx(late), { token })).rejects.toMatchObject({ code: "link_spent" });
    await forgetStale(ctx(minutesLater(48 * 60 + 1)));
    expect(await scene.db.select().from(subscriptionRequests)).toEqual([]);
  });

  test("known and unknown addresses get the same answer and the same letter", async () => {
    await addSubscriber(scene, { address: ana });
    expect(await requestSubscription(ctx(), { email: ana })).toBeUndefined();
    expect(await requestSubscription(ctx(), { email: "new@reader.example" })).toBeUndefined();
    const [known] = await letters(ana);
    const [unknown] = await letters("new@reader.example");
    const blank = (text: string) => text.replace(tokenIn(text), "token");
    expect(blank(known!.text)).toBe(blank(unknown!.text));
    // Who is a subscriber already can leave by this letter too.
    expect(known!.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(unknown!.headers).toEqual({});
  });

  test("nobody's mailbox can be filled: three letters an hour, and the fourth answer is the same", async () => {
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => requestSubscription(ctx(), { email: ana })));
    expect(await letters(ana)).toHaveLength(3);
    await requestSubscription(ctx(minutesLater(61)), { email: ana });
    expect(await letters(ana)).toHaveLength(4);
  });

  test("the token is not in the database once its letter is sent", async () => {
    await requestSubscription(ctx(), { email: ana });
    const [letter] = await letters(ana);
    const stored = JSON.stringify([
      await scene.db.select().from(subscriptionRequests),
      await scene.db.select().from(personalLetters),
    ]);
    expect(stored).not.toContain(tokenIn(letter!.text));
  });

  test.each([
    [{ email: "nonsense" }, "email"],
    [{ email: `${"a".repeat(250)}@x.example` }, "email"],
  ])("refuses what is no address", async (input, field) => {
    await expect(requestSubscription(ctx(), input)).rejects.toMatchObject({ issues: [{ path: [field] }] });
  });

  test("refuses a choice of no service, and an incident that is over or unknown", async () => {
    await expect(
      requestSubscription(ctx(), { email: ana, scope: "chosen_services", serviceIds: ["nonsense"] }),
    ).rejects.toMatchObject({ code: "no_service_chosen" });
    await expect(
      requestSubscription(ctx(), { email: ana, incidentId: "zzzzzzzzzzzz" }),
    ).rejects.toMatchObject({ code: "incident_unknown" });
    const { incidentId } = await openOnCheckout(scene);
    await say(scene, incidentId!, { status: "resolved", nextUpdateBy: null });
    await expect(requestSubscription(ctx(), { email: ana, incidentId })).rejects.toMatchObject({
      code: "incident_over",
    });
  });
});

describe("choosing", () => {
  test("subscribing again changes the choices and doubles nobody", async () => {
    const first = await subscribe({ scope: "chosen_services", serviceIds: [scene.checkout] });
    const again = await subscribe({
      scope: "chosen_services",
      serviceIds: [scene.search],
      detail: "opened_and_resolved",
    });
    expect(again).toBe(first);
    expect(await rows()).toHaveLength(1);
    expect(await readPreferences(ctx(), first)).toMatchObject({
      serviceIds: [scene.search],
      detail: "opened_and_resolved",
    });
  });

  test("following one incident adds to what somebody hears", async () => {
    const id = await subscribe({ detail: "opened_and_resolved" });
    const { incidentId } = await openOnCheckout(scene);
    await subscribe({ incidentId });
    expect(await readPreferences(ctx(), id)).toMatchObject({
      scope: "all_services",
      detail: "opened_and_resolved",
      incidents: [{ id: incidentId }],
    });
  });

  test("who had left is back with the new wish and nothing of the old one", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const id = await subscribe({ incidentId });
    await leave(ctx(), { subscriberId: id });
    await subscribe({ scope: "chosen_services", serviceIds: [scene.search] });
    expect(await readPreferences(ctx(), id)).toMatchObject({
      state: "confirmed",
      scope: "chosen_services",
      serviceIds: [scene.search],
      incidents: [],
    });
  });

  test("choices change without an account; a choice of none and a person who left are refused", async () => {
    const id = await subscribe();
    await changePreferences(ctx(), id, {
      scope: "chosen_services",
      serviceIds: [scene.checkout],
      detail: "opened_and_resolved",
    });
    expect(await readPreferences(ctx(), id)).toMatchObject({
      scope: "chosen_services",
      serviceIds: [scene.checkout],
    });
    await expect(
      changePreferences(ctx(), id, { scope: "chosen_services", serviceIds: [], detail: "every_update" }),
    ).rejects.toMatchObject({ code: "no_service_chosen" });
    await leave(ctx(), { subscriberId: id });
    await expect(
      changePreferences(ctx(), id, { scope: "all_services", detail: "every_update" }),
    ).rejects.toMatchObject({ code: "has_left" });
  });
});

describe("leaving", () => {
  test("leaving twice is leaving once, and a stranger's id changes nothing", async () => {
    const id = await subscribe();
    await leave(ctx(minutesLater(1)), { subscriberId: id });
    await leave(ctx(minutesLater(9)), { subscriberId: id });
    await leave(ctx(), { subscriberId: "zzzzzzzzzzzz" });
    expect(await rows()).toMatchObject([{ state: "left", leftAt: minutesLater(1) }]);
  });

  test("leaving one incident keeps the rest; who followed nothing else has left", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const all = await subscribe();
    await subscribe({ incidentId });
    await leave(ctx(), { subscriberId: all, incidentId });
    expect(await readPreferences(ctx(), all)).toMatchObject({ state: "confirmed", incidents: [] });
    const only = await subscribe({ email: "bo@reader.example", incidentId });
    await leave(ctx(), { subscriberId: only, incidentId });
    expect(await readPreferences(ctx(), only)).toMatchObject({ state: "left" });
  });
});

describe("at the desk", () => {
  test("subscribers are listed by address, searched as typed, counted, and paged", async () => {
    await addSubscriber(scene, {
      address: "a_b@reader.example",
      scope: "chosen_services",
      serviceIds: [scene.search],
    });
    await addSubscriber(scene, { address: "axb@reader.example" });
    await addSubscriber(scene, { address: "gone@reader.example", state: "left", leftAt: noon });
    const all = await listSubscribers(ctx(), { pageSize: 2, page: 2 });
    expect(all).toMatchObject({ total: 3, counts: { confirmed: 2, left: 1 } });
    expect(all.subscribers.map(({ address }) => address)).toEqual(["gone@reader.example"]);
    const found = await listSubscribers(ctx(), { search: "A_B" });
    expect(found.subscribers).toMatchObject([{ address: "a_b@reader.example", services: ["Search"] }]);
  });

  test("the longest address that a channel takes can be kept, and one letter more is refused", async () => {
    const filled = (start: string, length: number) =>
      start +
      randomBytes(4_000)
        .toString("base64url")
        .slice(0, length - start.length);
    const { publicKey: p256dh } = webPush.generateVAPIDKeys();
    const keys = { p256dh, auth: randomBytes(16).toString("base64url") };
    const host = `${"h".repeat(60)}.`.repeat(4);
    const longest = {
      webhook: (length: number) => filled(`https://${host}example/`, length),
      push: (length: number) => JSON.stringify({ endpoint: filled(`https://${host}example/`, length), keys }),
      email: (length: number) => `${"a".repeat(length - 12)}@b.cd.example`,
    };
    for (const channel of ["webhook", "push"] as const) {
      expect(channelWay(channel).address.safeParse(longest[channel](urlLengthMax + 1)).success).toBe(false);
      const address = channelWay(channel).address.parse(longest[channel](urlLengthMax));
      await addSubscriber(scene, { channel, address });
      await addSubscriber(scene, { channel, address: address.replace("hhhhh", "hhhhi") });
    }
    expect(channelWay("email").address.safeParse(longest.email(255)).success).toBe(false);
    await addSubscriber(scene, { address: longest.email(254) });
    expect((await listSubscribers(ctx(), {})).total).toBe(5);
  });

  test("hosts stand there in their own letters, and are found by them, unless they look like others", async () => {
    await addSubscriber(scene, { address: "ana@xn--mller-kva.example" });
    await addSubscriber(scene, { address: "admin@xn--pypal-4ve.com" });
    await addSubscriber(scene, { channel: "webhook", address: "https://xn--e1afmkfd.example/in/s3cret" });
    const shown = async (search: string) =>
      (await listSubscribers(ctx(), { search })).subscribers.map(({ address }) => address);
    expect(await shown("ana@müller.example")).toEqual(["ana@müller.example"]);
    expect(await shown("müller.example")).toEqual(["ana@müller.example"]);
    expect(await shown("xn--mller")).toEqual(["ana@müller.example"]);
    expect(await shown("pаypal.com")).toEqual(["admin@xn--pypal-4ve.com"]);
    expect(await shown("пример.example")).toEqual(["пример.example/in/…"]);
  });

  test("removing forgets somebody; a viewer cannot", async () => {
    const id = await subscribe();
    const viewer = {
      ...scene.liaison(),
      actor: { kind: "user", id: "x", role: "viewer", name: "Vic" } as const,
    };
    await expect(removeSubscriber(viewer, { subscriberId: id })).rejects.toMatchObject({
      code: "not_allowed",
    });
    await removeSubscriber(scene.liaison(), { subscriberId: id });
    expect(await rows()).toEqual([]);
    await expect(removeSubscriber(scene.liaison(), { subscriberId: id })).rejects.toMatchObject({
      code: "subscriber_unknown",
    });
  });
});

test("the sign-in letter carries its link and is forgotten once sent", async () => {
  const link = "http://localhost:3000/sign-in/link?token=x";
  await sendSignInLetter(
    { ...ctx(), actor: { kind: "system" } },
    { address: "ines@larkfield.example", name: "Ines", link, minutes: 10 },
  );
  const [letter] = await letters("ines@larkfield.example");
  expect(letter?.text).toContain(link);
  expect(await scene.db.select().from(personalLetters)).toMatchObject([
    { state: "sent", html: "", text: "" },
  ]);
});

test("a letter whose request is taken back is not sent", async () => {
  await scene.db
    .transaction(async (tx) => {
      await requestSubscription({ db: tx, now: noon }, { email: ana });
      throw new Error("taken back");
    })
    .catch(() => undefined);
  expect(await letters(ana)).toEqual([]);
});
