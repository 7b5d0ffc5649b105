import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { channelList } from "@/communications/channels/list";
import { joinPath, leavePath, managePath } from "@/communications/links";
import { plainChannel } from "@/communications/testing/plain-channel";
import { addSubscriber, noon, openOnCheckout, stage } from "@/communications/testing/stage";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { personalLetters, subscribers, subscriptionRequests } from "@/db/schema/subscribers";
import { type Fields, from, knock, main, signed } from "./testing/knock";

const scene = stage();
const ana = "ana@reader.example";
const hook = "https://hooks.larkfield.example/in/secret-part";

beforeAll(() => vi.stubEnv("DATABASE_URL", scene.url));
beforeEach(async () => {
  Object.assign(channelList, { webhook: plainChannel(), slack: plainChannel() });
  for (const table of [deliveries, fanOuts, subscribers, subscriptionRequests, personalLetters]) {
    await scene.db.delete(table);
  }
});

const row = async (id: string) =>
  (await scene.db.select().from(subscribers).where(eq(subscribers.id, id)))[0];
const own = (id: string, door = "") => ({
  get: () => knock(`manage/[signed]${door}`, signed(managePath(id))),
  post: (fields: Fields = {}, headers: Fields = {}) =>
    knock(`manage/[signed]${door}`, signed(managePath(id)), { fields, headers }),
});

describe("choosing how", () => {
  test("every way of this installation has its form, and ways that it lacks are not offered", async () => {
    const { html } = await knock("subscribe", {});
    expect(main(html)).toContain('href="/subscribe?by=slack"');
    expect(main(html)).toContain('href="/subscribe?by=webhook"');
    Object.assign(channelList, { slack: { ...plainChannel(), open: () => null } });
    expect(main((await knock("subscribe", {})).html)).not.toContain("by=slack");
    expect((await knock("subscribe", {}, { query: "?by=slack" })).html).toContain('name="email"');
  });

  test("a chat's form asks for its URL and for somebody who is told when it fails", async () => {
    const { html } = await knock("subscribe", {}, { query: "?by=slack" });
    for (const name of ["channel", "address", "contact", "detail", "scope", "website"]) {
      expect(html).toContain(`name="${name}"`);
    }
    expect(html).toContain("Incoming webhooks");
  });

  test("the answer shows no secret part of a URL, and is the same for known and unknown ones", async () => {
    await addSubscriber(scene, { channel: "webhook", address: hook });
    const post = async (address: string, more: Fields = {}) => {
      const fields = { channel: "webhook", address, contact: ana, ...more };
      return main((await knock("subscribe", {}, { fields, headers: from() })).html);
    };
    const known = await post(hook);
    expect(known).toContain("hooks.larkfield.example");
    expect(known).not.toContain("secret-part");
    expect(await post("https://hooks.larkfield.example/another")).toBe(known);
    expect(await post("https://hooks.larkfield.example/machine", { website: "spam" })).toBe(known);
    expect(await scene.db.select().from(subscriptionRequests)).toHaveLength(2);
  });

  test("a mistake comes back beside its field, in the form of that way", async () => {
    const fields = { channel: "webhook", address: "http://nope", contact: "nonsense", detail: "major_only" };
    const { status, html } = await knock("subscribe", {}, { fields, headers: from() });
    expect(status).toBe(422);
    expect(html).toContain('id="address-error"');
    expect(html).toContain('id="contact-error"');
    expect(html).toMatch(/value="http:\/\/nope"/);
    expect(html).toMatch(/<input[^>]*value="major_only"[^>]*checked|checked[^>]*value="major_only"/);
  });

  test("a signed link adds a channel to a person; a forged one makes a person of its own", async () => {
    const id = await addSubscriber(scene, { address: ana });
    const joins = new URLSearchParams(joinPath(id).split("?")[1]).get("with")!;
    expect((await knock("subscribe", {}, { query: `?by=webhook&with=${joins}` })).html).toContain(
      `name="with" value="${joins}"`,
    );
    const personIds = [];
    for (const key of [joins, `${joins.slice(0, -1)}x`, signed(managePath(id)).signed]) {
      await scene.db.delete(subscriptionRequests);
      const fields = { channel: "webhook", address: hook, contact: ana, with: key };
      await knock("subscribe", {}, { fields, headers: from() });
      personIds.push((await scene.db.select().from(subscriptionRequests))[0]?.personId);
    }
    expect(personIds).toEqual([id, null, null]);
  });

  test("confirming says what was verified, and shows a webhook its secret and a try", async () => {
    const fields = { channel: "webhook", address: hook, contact: ana };
    await knock("subscribe", {}, { fields, headers: { ...from(), "accept-language": "en-GB,de;q=0.5" } });
    const [letter] = await scene.db.select().from(personalLetters);
    expect(letter).toMatchObject({ channel: "webhook", address: hook });
    const token = /\/confirm\/([\w-]+)/.exec(letter!.text)![1]!;
    expect((await knock("confirm/[token]", { token })).html).toContain("hooks.larkfield.example");
    expect(await scene.db.select().from(subscribers)).toEqual([]);
    const { html } = await knock("confirm", {}, { fields: { token } });
    expect(html).toContain("This URL is verified");
    expect(html).toContain("whsec_");
    expect(html).toMatch(/action="\/manage\/[^"]+\/test"/);
    expect(await scene.db.select().from(subscribers)).toMatchObject([{ language: "en" }]);
    expect((await knock("confirm", {}, { fields: { token } })).html).not.toContain("whsec_");
  });
});

describe("a person's page", () => {
  test("quiet hours are kept, shown again, and refused when they are none", async () => {
    const id = await addSubscriber(scene, { address: ana });
    const page = own(id);
    expect((await page.get()).html).toContain('name="quiet"');
    const fields = { quiet: "yes", from: "22:30", until: "07:00", zone: "Europe/Vienna", breaks: "yes" };
    expect((await page.post(fields)).html).toContain("Saved");
    expect(await row(id)).toMatchObject({
      ...{ quietFrom: 1350, quietUntil: 420, quietZone: "Europe/Vienna", quietBreaks: true },
    });
    expect((await page.get()).html).toMatch(/<option selected="">Europe\/Vienna/);
    for (const wrong of [{ from: "" }, { until: "22:30" }, { zone: "Nowhere" }]) {
      const answer = await page.post({ ...fields, ...wrong });
      expect(answer.status).toBe(422);
      expect(answer.html).toContain('id="quiet-error"');
    }
    await page.post({ from: "22:30", until: "07:00", zone: "Europe/Vienna" });
    expect(await row(id)).toMatchObject({ quietFrom: null, quietZone: null });
  });

  test("shows each of the person's channels, with its own page", async () => {
    const id = await addSubscriber(scene, { address: ana });
    const other = await addSubscriber(scene, { channel: "webhook", address: hook, personId: id });
    const { html } = await own(id).get();
    expect(html).toContain(managePath(other));
    expect(html).toContain(joinPath(id).replaceAll("&", "&amp;"));
    const posted = (await own(other).get()).html;
    expect(posted).not.toContain(ana);
    expect(posted).not.toContain("with=");
    expect(posted).toContain("whsec_");
  });

  test("pausing, here or everywhere, and ending it", async () => {
    const id = await addSubscriber(scene, { address: ana });
    const other = await addSubscriber(scene, { channel: "webhook", address: hook, personId: id });
    await own(id, "/pause").post({ paused: "yes" });
    expect([(await row(id))?.pausedAt !== null, (await row(other))?.pausedAt !== null]).toEqual([
      true,
      false,
    ]);
    expect((await own(id).get()).html).toContain("on a pause");
    await own(id, "/pause").post({ paused: "yes", everywhere: "yes" });
    await own(id, "/pause").post({ paused: "no", everywhere: "yes" });
    expect([(await row(id))?.pausedAt, (await row(other))?.pausedAt]).toEqual([null, null]);
  });

  test("what was switched off says so, and is on again with one press", async () => {
    const id = await addSubscriber(scene, { channel: "webhook", address: hook, state: "switched_off" });
    expect((await own(id).get()).html).toContain("We stopped writing to you");
    expect((await own(id, "/switch-on").post()).status).toBe(200);
    expect(await row(id)).toMatchObject({ state: "confirmed" });
  });

  test("a new secret, and a test event, up to a bound", async () => {
    const id = await addSubscriber(scene, { channel: "webhook", address: hook });
    const before = /whsec_[^<]+/.exec((await own(id).get()).html)![0];
    const fresh = await own(id, "/secret").post({ version: "1" });
    expect(fresh.html).toContain("whsec_");
    expect(fresh.html).not.toContain(before);
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await own(id, "/test").post()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test("lists what was sent, says why something waits, and gives everything along as a file", async () => {
    const id = await addSubscriber(scene, { address: ana });
    expect((await own(id, "/sent").get()).html).toContain("Nothing yet");
    const { incidentId } = await openOnCheckout(scene);
    expect(incidentId).toBeDefined();
    const { rows } = await scene.db.execute<{ id: string }>(
      "select id from updates order by posted_at desc limit 1",
    );
    const key = { updateId: rows[0]!.id, audienceId: scene.audienceId, channel: "email" as const };
    await scene.db
      .insert(fanOuts)
      .values({ ...key, subject: "Checkout <is> down", planned: 1, plannedAt: noon });
    await scene.db.insert(deliveries).values({
      ...{ ...key, recipientId: id, batch: 0, reason: "you chose all services", plannedAt: noon },
      ...{ state: "held", heldUntil: noon, heldWhy: "quiet_hours" },
    });
    const { html } = await own(id, "/sent").get();
    expect(html).toContain("Checkout &lt;is&gt; down");
    expect(html).toContain("your quiet hours");
    const file = await own(id, "/data").get();
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(file.headers.get("cache-control")).toBe("no-store");
    expect(JSON.parse(file.html)).toMatchObject({
      channels: [{ address: ana }],
      messages: [{ subject: "Checkout <is> down", state: "held" }],
    });
  });

  test("erasing asks first, says what stays, and then the link knows nobody", async () => {
    const id = await addSubscriber(scene, { address: ana });
    expect((await own(id, "/erase").get()).html).toContain("What stays");
    expect(await row(id)).toBeDefined();
    expect((await own(id, "/erase").post()).html).toContain("erased");
    expect(await row(id)).toBeUndefined();
    for (const door of ["", "/sent", "/data", "/erase"]) {
      const { status, html } = await own(id, door).get();
      expect({ status, known: html.includes(ana) }).toEqual({ status: 200, known: false });
    }
  });

  test("who has left can still see, take along and erase, and changes nothing else", async () => {
    const id = await addSubscriber(scene, { address: ana, state: "left", leftAt: noon });
    const { html } = await own(id).get();
    expect(html).toContain("/erase");
    expect(html).not.toContain('name="detail"');
    await own(id).post({ detail: "major_only" });
    await own(id, "/switch-on").post();
    expect(await row(id)).toMatchObject({ state: "left", detail: "every_update" });
  });

  test("leaving everywhere is offered to who has several channels, and one click stops only one", async () => {
    const id = await addSubscriber(scene, { address: ana });
    const other = await addSubscriber(scene, { channel: "webhook", address: hook, personId: id });
    const key = signed(leavePath(id));
    const { html } = await knock("leave/[signed]", key);
    expect(html).toContain('name="everywhere"');
    expect(html).not.toContain("hooks.larkfield.example");
    await knock("leave/[signed]", key, { fields: { "List-Unsubscribe": "One-Click", everywhere: "yes" } });
    expect([(await row(id))?.state, (await row(other))?.state]).toEqual(["left", "confirmed"]);
    await knock("leave/[signed]", key, { fields: { everywhere: "yes" } });
    expect((await row(other))?.state).toBe("left");
  });

  const posts: [string, Fields][] = [
    ["", { detail: "major_only", quiet: "yes", from: "22:00", until: "07:00", zone: "UTC" }],
    ["/pause", { paused: "yes" }],
    ["/secret", { version: "1" }],
    ["/test", {}],
    ["/erase", {}],
  ];
  test.each(posts)(
    "a form that another site sends to %s, or with another's key, does nothing",
    async (door, fields) => {
      const id = await addSubscriber(scene, { channel: "webhook", address: hook });
      const before = await row(id);
      const elsewhere: Fields[] = [
        { "sec-fetch-site": "cross-site" },
        { "sec-fetch-site": "", origin: "null" },
      ];
      for (const headers of elsewhere) {
        expect((await own(id, door).post(fields, headers)).status).toBe(403);
      }
      const forged = await knock(`manage/[signed]${door}`, signed(leavePath(id)), { fields });
      expect(forged.status).toBe(404);
      expect(await row(id)).toEqual(before);
      expect(await scene.db.select().from(personalLetters)).toEqual([]);
    },
  );

  test("opening any of its pages changes nothing", async () => {
    const id = await addSubscriber(scene, { channel: "webhook", address: hook });
    const before = await row(id);
    for (const door of ["", "/sent", "/data", "/erase"]) expect((await own(id, door).get()).status).toBe(200);
    expect(await row(id)).toEqual(before);
  });
});
