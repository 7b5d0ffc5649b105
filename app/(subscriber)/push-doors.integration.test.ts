import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import webPush from "web-push";
import { makeBrowser } from "@/communications/channels/testing/browser";
import { openOnCheckout, stage } from "@/communications/testing/stage";
import { personalLetters, subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { from, knock, main } from "./testing/knock";

const scene = stage();
const keys = webPush.generateVAPIDKeys();
const browser = makeBrowser("https://push.example/send/1");

beforeAll(() => {
  vi.stubEnv("DATABASE_URL", scene.url);
  vi.stubEnv("VAPID_PUBLIC_KEY", keys.publicKey);
  vi.stubEnv("VAPID_PRIVATE_KEY", keys.privateKey);
});
beforeEach(async () => {
  await scene.db.delete(subscribers);
  await scene.db.delete(subscriptionRequests);
  await scene.db.delete(personalLetters);
});

test("the page holds our key, a button that waits for its script, and says what to do without one", async () => {
  const { status, html, headers } = await knock("subscribe/push", {});
  expect(status).toBe(200);
  expect(html).toContain(`data-key="${keys.publicKey}"`);
  expect(html).toMatch(/<button[^>]*disabled/);
  expect(main(html)).toContain("scripts are switched off here");
  expect(html).toContain('<script type="module" src="/subscribe/push.js">');
  expect(headers.get("content-security-policy")).toContain("script-src 'self'");
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
});

test("the message to a browser carries the token, and sending it back confirms the browser that showed it", async () => {
  const fields = { address: browser.address, detail: "every_update", scope: "all_services" };
  const { status, html } = await knock("subscribe/push", {}, { fields, headers: from() });
  expect(status).toBe(200);
  expect(main(html)).toContain("confirms this browser by itself");
  expect(await scene.db.select().from(subscribers)).toEqual([]);
  const [letter] = await scene.db.select().from(personalLetters);
  expect(letter).toMatchObject({ kind: "confirm_subscription", channel: "push", address: browser.address });
  const said = JSON.parse(letter!.text);
  expect(said).toMatchObject({ kind: "confirm", confirmed: { title: expect.any(String) } });
  const token = said.url.split("/").pop();
  expect((await knock("confirm", {}, { fields: { token } })).status).toBe(200);
  expect(await scene.db.select().from(subscribers)).toMatchObject([
    { channel: "push", address: browser.address },
  ]);
});

test("what no browser gives is refused in words, and nothing is kept", async () => {
  for (const address of ["", "nonsense", JSON.stringify({ endpoint: "https://127.0.0.1/", keys: {} })]) {
    const { status, html } = await knock("subscribe/push", {}, { fields: { address }, headers: from() });
    expect(status).toBe(422);
    expect(main(html)).toContain("gave no address");
  }
  expect(await scene.db.select().from(subscriptionRequests)).toEqual([]);
});

test("one incident can be followed from a browser", async () => {
  const { incidentId } = await openOnCheckout(scene);
  const { html } = await knock("subscribe/push", {}, { query: `?incident=${incidentId}` });
  expect(html).toContain("Card payments fail");
  const fields = { address: browser.address, incident: incidentId! };
  await knock("subscribe/push", {}, { fields, headers: from() });
  const [request] = await scene.db.select().from(subscriptionRequests);
  expect(request?.wish).toMatchObject({ scope: "one_incident", incidentId });
});

test("a form from another site asks nobody", async () => {
  const headers = { ...from(), "sec-fetch-site": "cross-site" };
  const { status } = await knock("subscribe/push", {}, { fields: { address: browser.address }, headers });
  expect(status).toBe(403);
  expect(await scene.db.select().from(subscriptionRequests)).toEqual([]);
});
