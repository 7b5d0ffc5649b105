import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { leavePath, managePath } from "@/communications/links";
import { addSubscriber, openOnCheckout, stage } from "@/communications/testing/stage";
import {
  personalLetters,
  subscriberIncidents,
  subscriberServices,
  subscribers,
  subscriptionRequests,
} from "@/db/schema/subscribers";
import { type Fields, from, knock, main, signed } from "./testing/knock";

const scene = stage();
const ana = "ana@reader.example";

beforeAll(() => vi.stubEnv("DATABASE_URL", scene.url));
beforeEach(async () => {
  await scene.db.delete(subscribers);
  await scene.db.delete(subscriptionRequests);
  await scene.db.delete(personalLetters);
});

const stateOf = async (id: string) =>
  (await scene.db.select().from(subscribers).where(eq(subscribers.id, id)))[0]?.state;
describe("subscribing", () => {
  test("the form is whole without a script, strict, and remembered by nobody", async () => {
    const { status, headers, html } = await knock("subscribe", {});
    expect(status).toBe(200);
    for (const name of ["email", "detail", "scope", "service", "website"]) {
      expect(html).toContain(`name="${name}"`);
    }
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("known, unknown and trapped get the same page", async () => {
    await addSubscriber(scene, { address: ana });
    const post = async (fields: Fields) => {
      const { status, html } = await knock("subscribe", {}, { fields, headers: from() });
      return { status, said: main(html).replaceAll(fields.email!, "address") };
    };
    const known = await post({ email: ana });
    const unknown = await post({ email: "new@reader.example" });
    const machine = await post({ email: "machine@reader.example", website: "spam" });
    expect(known.status).toBe(200);
    expect(unknown).toEqual(known);
    expect(machine).toEqual(known);
    const asked = await scene.db.select().from(subscriptionRequests);
    expect(asked.map(({ address }) => address).toSorted()).toEqual([ana, "new@reader.example"]);
  });

  test("a mistake comes back beside its field with everything that was typed", async () => {
    const fields = { email: "nonsense", detail: "opened_and_resolved" };
    const { status, html } = await knock("subscribe", {}, { fields, headers: from() });
    expect(status).toBe(422);
    expect(html).toContain("whole email address");
    expect(html).toMatch(/<input[^>]*value="nonsense"/);
    expect(html).toMatch(/aria-invalid="true"/);
    expect(html).toMatch(/value="opened_and_resolved"[^>]*checked|checked[^>]*value="opened_and_resolved"/);
    const none = { email: ana, scope: "chosen_services" };
    expect((await knock("subscribe", {}, { fields: none, headers: from() })).html).toContain(
      "at least one service",
    );
  });

  test("what a stranger types cannot become markup", async () => {
    const { html } = await knock(
      "subscribe",
      {},
      { fields: { email: '"><script>x</script>' }, headers: from() },
    );
    expect(main(html)).not.toContain("<script>");
  });

  test("an open incident can be followed; an unknown one is said to be unknown", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const { html } = await knock("subscribe", {}, { query: `?incident=${incidentId}` });
    expect(html).toContain("Card payments fail");
    expect(html).toContain(`value="${incidentId}"`);
    expect((await knock("subscribe", {}, { query: "?incident=zzzzzzzzzzzz" })).status).toBe(404);
  });

  test("twenty wishes an hour from one network, then a pause; another network is not held up", async () => {
    const headers = from();
    const statuses = [];
    for (let n = 0; n < 21; n++) {
      statuses.push((await knock("subscribe", {}, { fields: { email: "x" }, headers })).status);
    }
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(422));
    expect(statuses[20]).toBe(429);
    expect((await knock("subscribe", {}, { fields: { email: "x" }, headers: from() })).status).toBe(422);
  });

  test.each<Fields>([
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "", origin: "https://elsewhere.example" },
    { "sec-fetch-site": "", origin: "null" },
  ])("a form that another site sent does nothing: %o", async (headers) => {
    const { status } = await knock(
      "subscribe",
      {},
      { fields: { email: ana }, headers: { ...from(), ...headers } },
    );
    expect(status).toBe(403);
    expect(await scene.db.select().from(subscriptionRequests)).toEqual([]);
  });

  test("a form that is too large is refused", async () => {
    const fields = { email: ana, rest: "x".repeat(70_000) };
    expect((await knock("subscribe", {}, { fields, headers: from() })).status).toBe(413);
  });
});

describe("confirming", () => {
  async function token(): Promise<string> {
    await knock("subscribe", {}, { fields: { email: ana }, headers: from() });
    const [letter] = await scene.db.select().from(personalLetters);
    return /\/confirm\/([\w-]+)/.exec(letter!.text)![1]!;
  }

  test("opening the link changes nothing; the button does, once; then the link says so", async () => {
    const secret = await token();
    const opened = await knock("confirm/[token]", { token: secret });
    expect(opened.html).toContain('<form action="/confirm" method="post">');
    expect(await scene.db.select().from(subscribers)).toEqual([]);
    const pressed = await knock("confirm", {}, { fields: { token: secret } });
    expect(pressed.html).toContain("/manage/");
    expect(await scene.db.select().from(subscribers)).toHaveLength(1);
    for (const again of [
      await knock("confirm", {}, { fields: { token: secret } }),
      await knock("confirm/[token]", { token: secret }),
    ]) {
      expect(again.html).toContain("has been used");
      expect(again.html).not.toContain("/manage/");
    }
  });

  test("a link that we did not send is not known", async () => {
    expect((await knock("confirm/[token]", { token: "guess" })).status).toBe(404);
    expect((await knock("confirm", {}, { fields: { token: "guess" } })).status).toBe(404);
  });
});

describe("choosing and leaving by link", () => {
  test("choices are shown and changed without an account", async () => {
    const id = await addSubscriber(scene, { address: ana });
    const key = signed(managePath(id));
    expect((await knock("manage/[signed]", key)).html).toContain(ana);
    const fields = { detail: "opened_and_resolved", scope: "chosen_services", service: scene.search };
    expect((await knock("manage/[signed]", key, { fields })).html).toContain("Saved");
    const [chosen] = await scene.db
      .select()
      .from(subscriberServices)
      .where(eq(subscriberServices.subscriberId, id));
    expect(chosen?.serviceId).toBe(scene.search);
    const none = { detail: "every_update", scope: "chosen_services" };
    expect((await knock("manage/[signed]", key, { fields: none })).status).toBe(422);
  });

  test("who follows one incident does not get all services by saving", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const id = await addSubscriber(scene, { scope: "one_incident", incidentIds: [incidentId!] });
    const key = signed(managePath(id));
    expect((await knock("manage/[signed]", key)).html).toContain("Card payments fail");
    await knock("manage/[signed]", key, { fields: { scope: "all_services" } });
    const [row] = await scene.db.select().from(subscribers).where(eq(subscribers.id, id));
    expect(row?.scope).toBe("one_incident");
  });

  test("a mail program's one click stops all mail: no cookie, any origin; opening the link does not", async () => {
    const id = await addSubscriber(scene);
    const key = signed(leavePath(id));
    expect((await knock("leave/[signed]", key)).status).toBe(200);
    expect(await stateOf(id)).toBe("confirmed");
    const headers = { "sec-fetch-site": "cross-site", origin: "https://mail.example" };
    const fields = { "List-Unsubscribe": "One-Click" };
    const click = await knock("leave/[signed]", key, { fields, headers });
    expect(click.status).toBe(200);
    expect(click.headers.get("set-cookie")).toBeNull();
    expect(await stateOf(id)).toBe("left");
    expect((await knock("leave/[signed]", key, { fields, headers })).status).toBe(200);
  });

  test("one click also works as multipart, as RFC 8058 allows", async () => {
    const id = await addSubscriber(scene);
    const { POST } = await import("./leave/[signed]/route");
    const body = new FormData();
    body.set("List-Unsubscribe", "One-Click");
    const request = new Request("http://x/", { method: "POST", body });
    await POST(request, { params: Promise.resolve(signed(leavePath(id))) });
    expect(await stateOf(id)).toBe("left");
  });

  test("the button stops all mail, or only one incident", async () => {
    const { incidentId } = await openOnCheckout(scene);
    const id = await addSubscriber(scene, { incidentIds: [incidentId!] });
    const key = signed(leavePath(id));
    expect((await knock("leave/[signed]", key)).html).toContain("Card payments fail");
    await knock("leave/[signed]", key, { fields: { incident: incidentId! } });
    expect(await stateOf(id)).toBe("confirmed");
    expect(await scene.db.select().from(subscriberIncidents)).toEqual([]);
    await knock("leave/[signed]", key, { fields: {} });
    expect(await stateOf(id)).toBe("left");
  });

  test("a forged link, or one for another purpose, opens nothing", async () => {
    const id = await addSubscriber(scene);
    const manage = signed(managePath(id));
    expect((await knock("leave/[signed]", manage, { fields: {} })).status).toBe(404);
    expect((await knock("manage/[signed]", signed(leavePath(id)))).status).toBe(404);
    expect((await knock("manage/[signed]", { signed: `${manage.signed.slice(0, -1)}x` })).status).toBe(404);
    expect(await stateOf(id)).toBe("confirmed");
  });
});
