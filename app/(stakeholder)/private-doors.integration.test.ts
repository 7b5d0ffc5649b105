import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { minutesLater, openOnCheckout, say, stage } from "@/communications/testing/stage";
import { makeAudience, makeIncident, makeSubscriber } from "@/db/factories";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { events } from "@/db/schema/events";
import { audienceLinks, questionAskers, questions } from "@/db/schema/questions";
import { personalLetters, subscribers } from "@/db/schema/subscribers";
import { answerQuestion } from "@/status/questions/answer-question";

process.env.PUBLIC_URL ??= "https://status.larkfield.example";
const scene = stage();
vi.mock("@/app/context", () => ({ database: async () => scene.db }));

const host = "status.larkfield.example";
let networks = 0;
type Fields = Record<string, string>;
type Knock = { fields?: Fields; headers?: Fields; cookie?: string };

/** A door as Next calls it; with `fields`, a form that a browser posts from our own page. */
async function knock(path: string, { fields, headers, cookie }: Knock = {}) {
  const [audience = "", door, token] = path.split("/");
  const file = !door ? "route" : door === "in" ? "in/[token]/route" : `${door}/route`;
  const route = await import(/* @vite-ignore */ `./s/[audience]/${file}.tsx`);
  const request = new Request(`https://${host}/s/${path}`, {
    method: fields ? "POST" : "GET",
    headers: {
      ...{ host, "x-forwarded-for": `198.51.100.${++networks}` },
      ...(fields && { "sec-fetch-site": "same-origin" }),
      ...(cookie && { cookie }),
      ...headers,
    },
    body: fields && new URLSearchParams(fields),
  });
  const params = Promise.resolve({ audience, ...(token && { token }) });
  const response: Response = await route[fields ? "POST" : "GET"](request, { params });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

const email = "chief@larkfield.example";
const secretWords = "We lose about 4,000 euros an hour and expect to be back by three.";
let executives: Awaited<ReturnType<typeof makeAudience>>;
let slug: string;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: minutesLater(5) });
  for (const table of [questionAskers, questions, audienceLinks, personalLetters, subscribers])
    await scene.db.delete(table);
  executives = await makeAudience(scene.db, { name: "Executives", timeZone: "Europe/Berlin" });
  slug = executives.slug;
  await member(email, "Marta Reyes");
});

const member = (address: string, name: string, audienceId = executives.id) =>
  makeSubscriber(scene.db, { audienceId, kind: "stakeholder", address, name });
const letters = () => scene.db.select().from(personalLetters);
async function tokenFor(address = email) {
  await knock(`${slug}/link`, { fields: { email: address } });
  const [letter] = (await letters()).filter((one) => one.address === address);
  return /\/in\/([\w-]+)/.exec(letter!.text)![1]!;
}
const cookieOf = (headers: Headers) => headers.get("set-cookie")?.split(";")[0] ?? "";
async function signIn(address = email) {
  const { headers } = await knock(`${slug}/in/${await tokenFor(address)}`, { fields: {} });
  return cookieOf(headers);
}
const openFor = (words = secretWords, over: Parameters<typeof openOnCheckout>[1] = {}) =>
  openOnCheckout(scene, { wordings: [{ audienceId: executives.id, words }], ...over });
/** What is alike for everybody who is not in: without the address that they typed themselves. */
const alike = ({ status, html }: { status: number; html: string }, typed: string) => [
  status,
  html.replaceAll(typed, "ADDRESS"),
];

describe("the door", () => {
  test("an unknown address, a known one, the public's and an archived one look the same to a stranger", async () => {
    await openFor();
    const archived = await makeAudience(scene.db, { archivedAt: minutesLater(-5) });
    const known = await knock(slug);
    for (const other of ["nothing-here", "public", archived.slug]) {
      const seen = await knock(other);
      expect(alike(seen, other)).toEqual(alike(known, slug));
      expect([...seen.headers]).toEqual([...known.headers]);
    }
    for (const told of ["Executives", secretWords, "Card payments", executives.id]) {
      expect(known.html).not.toContain(told);
    }
    expect(known.headers.get("cache-control")).toBe("no-store");
    expect(known.headers.get("x-robots-tag")).toContain("noindex");
    expect(known.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(known.html).not.toMatch(/og:|rel="canonical"|<script/);
  });

  test("asking says the same to who belongs and who does not, at a page that is there or not; one letter leaves", async () => {
    const [belongs, stranger, nowhere] = [
      await knock(`${slug}/link`, { fields: { email } }),
      await knock(`${slug}/link`, { fields: { email: "nobody@larkfield.example" } }),
      await knock("nothing-here/link", { fields: { email } }),
    ];
    const plain = (one: typeof belongs) => alike({ ...one, html: one.html.replace(email, "E") }, slug);
    expect(plain({ ...stranger, html: stranger.html.replace("nobody@larkfield.example", email) })).toEqual(
      plain(belongs),
    );
    expect(plain(nowhere)).toEqual(plain(belongs));
    const all = await letters();
    expect(all.map(({ address }) => address)).toEqual([email]);
    expect(all[0]!.text).toContain("the page for Executives");
  });

  test("a link lets in once, after a press; opening it uses nothing up", async () => {
    const token = await tokenFor();
    const seen = await knock(`${slug}/in/${token}`);
    expect(seen.html).toContain("Open the page");
    const [hash] = await scene.db.select().from(audienceLinks);
    expect(hash!.tokenHash).not.toContain(token);
    expect(hash!.usedAt).toBeNull();
    const first = await knock(`${slug}/in/${token}`, { fields: {} });
    expect([first.status, first.headers.get("location")]).toEqual([303, `/s/${slug}`]);
    const set = first.headers.get("set-cookie")!;
    expect(set).toMatch(
      /^__Host-drawbridge-private-[0-9a-f]{16}=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await knock(`${slug}/in/${token}`, { fields: {} })).status).toBe(410);
    expect((await knock(slug, { cookie: cookieOf(first.headers) })).html).toContain(
      "signed in as Marta Reyes",
    );
  });

  test("the page is kept current by the public page's script, from our own origin; the door has none", async () => {
    const cookie = await signIn();
    const page = await knock(slug, { cookie });
    expect(page.html.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/page.js">']);
    const policy = page.headers.get("content-security-policy")!;
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).not.toContain("unsafe");
    expect(page.html).toContain(`data-own="/s/${slug}"`);
    expect(page.html).toMatch(/<time data-as-of=""/);
    const version = (html: string) => /data-version="([^"]+)"/.exec(html)?.[1];
    // Time alone makes no news; another word does.
    vi.setSystemTime(minutesLater(7));
    expect(version((await knock(slug, { cookie })).html)).toBe(version(page.html));
    await openFor();
    expect(version((await knock(slug, { cookie })).html)).not.toBe(version(page.html));
    const door = await knock(slug);
    expect(door.html).not.toMatch(/<script|data-version|data-own/);
  });

  test("a link that is too old, another audience's or whose holder was removed lets nobody in", async () => {
    const late = await tokenFor();
    vi.setSystemTime(minutesLater(21));
    expect((await knock(`${slug}/in/${late}`, { fields: {} })).status).toBe(410);
    await scene.db.delete(personalLetters);
    const token = await tokenFor();
    const other = await makeAudience(scene.db);
    expect((await knock(`${other.slug}/in/${token}`, { fields: {} })).status).toBe(410);
    await scene.db.delete(subscribers);
    const gone = await knock(`${slug}/in/${token}`, { fields: {} });
    expect([gone.status, gone.headers.get("set-cookie")]).toEqual([410, null]);
  });

  test("a removed person is out at once, an archived page is shut, a session ends after twelve hours", async () => {
    const cookie = await signIn();
    const isIn = async () => (await knock(slug, { cookie })).html.includes("signed in as");
    expect(await isIn()).toBe(true);
    vi.setSystemTime(minutesLater(5 + 12 * 60));
    expect(await isIn()).toBe(false);
    vi.setSystemTime(minutesLater(5));
    await scene.db
      .update(audiences)
      .set({ archivedAt: minutesLater(0) })
      .where(eq(audiences.slug, slug));
    expect(await isIn()).toBe(false);
    await scene.db.update(audiences).set({ archivedAt: null }).where(eq(audiences.slug, slug));
    expect(await isIn()).toBe(true);
    await scene.db.delete(subscribers);
    expect(await isIn()).toBe(false);
  });

  test("the session of one audience opens no other, also not for its own holder", async () => {
    const cookie = await signIn();
    const other = await makeAudience(scene.db, { name: "Legal" });
    expect((await knock(other.slug, { cookie })).html).not.toContain("Legal");
  });

  test("a forged session, and forms of another site, do nothing", async () => {
    const { incidentId } = await openFor();
    const cookie = await signIn();
    expect((await knock(slug, { cookie: `${cookie}x` })).html).not.toContain("signed in as");
    const headers = { "sec-fetch-site": "cross-site" };
    for (const door of ["link", "ask", "join", "out", "in/token"]) {
      const fields = { email, incident: incidentId!, words: "Why is it so?" };
      expect((await knock(`${slug}/${door}`, { fields, headers, cookie })).status, door).toBe(403);
    }
    expect(await scene.db.$count(questions)).toBe(0);
    expect(await letters()).toHaveLength(1);
  });

  test("one network asks twenty times an hour, and one address gets five letters", async () => {
    const headers = { "x-forwarded-for": "203.0.113.9" };
    const asked = [];
    for (let n = 0; n < 21; n++) asked.push(await knock(`${slug}/link`, { fields: { email }, headers }));
    expect(asked.map(({ status }) => status)).toEqual([...Array(20).fill(200), 429]);
    expect(await letters()).toHaveLength(5);
  });

  test("what is no address comes back with words beside the field", async () => {
    const { status, html } = await knock(`${slug}/link`, { fields: { email: "chief" } });
    expect(status).toBe(422);
    expect(html).toContain("Write a whole email address");
  });
});

describe("the page", () => {
  test("says what is wrong in the audience's words, when they hear next by its clock, and what its services do", async () => {
    await openFor();
    const cookie = await signIn();
    const { html } = await knock(slug, { cookie });
    expect(html).toContain(secretWords);
    expect(html).toContain("For Executives. Please do not pass on.");
    expect(html).toMatch(/You will hear by <time[^>]*>13:20 CET/);
    expect(html).toContain('data-late="no"');
    expect(html).toContain("Search");
    expect(html).not.toContain("Cards are declined.");
    vi.setSystemTime(minutesLater(27));
    const late = (await knock(slug, { cookie })).html;
    expect(late).toContain('data-late="yes"');
    expect(late).toMatch(/Your update is <span[^>]*>7 minutes<\/span> overdue/);
  });

  test("nothing of the responders', of other audiences or of what was taken back is in it", async () => {
    const legal = await makeAudience(scene.db, { name: "Legal" });
    const { incidentId } = await openFor(secretWords, {
      wordings: [
        { audienceId: executives.id, words: secretWords },
        { audienceId: legal.id, words: "Personal data is touched." },
      ],
    });
    await openOnCheckout(scene, {
      title: "Only for legal",
      wordings: [{ audienceId: legal.id, words: "Other." }],
    });
    await openOnCheckout(scene, { title: "Only for the public" });
    await makeIncident(scene.db, { title: "A drill", drill: true });
    const { incidents } = await import("@/db/schema/incidents");
    await scene.db
      .update(incidents)
      .set({ bridgeUrl: "https://bridge.example/1", chatUrl: "https://chat.example/1" })
      .where(eq(incidents.id, incidentId!));
    const { html } = await knock(slug, { cookie: await signIn() });
    for (const hidden of [
      ...["Personal data", "Only for", "A drill", "bridge.example", "chat.example", "Legal"],
      ...[legal.id, legal.slug],
    ])
      expect(html).not.toContain(hidden);
  });

  test("a security incident shows its codename to insiders; customers see nothing of it before its release", async () => {
    const { incidents } = await import("@/db/schema/incidents");
    const { incidentId } = await openFor("We are looking at it.", { title: "Data was stolen" });
    const set = { type: "security" as const, codename: "Heron" };
    await scene.db.update(incidents).set(set).where(eq(incidents.id, incidentId!));
    const cookie = await signIn();
    // Who may not hear a time of resolution is a customer.
    expect((await knock(slug, { cookie })).html).not.toContain("Heron");
    const insiders = { mayExpectResolution: true };
    await scene.db.update(audiences).set(insiders).where(eq(audiences.id, executives.id));
    const seen = (await knock(slug, { cookie })).html;
    expect(seen).toContain("Heron");
    expect(seen).not.toContain("Data was stolen");
    await scene.db.update(audiences).set({ account: "Harbour" }).where(eq(audiences.id, executives.id));
    expect((await knock(slug, { cookie })).html).not.toContain("Heron");
  });

  test("an account's page shows its services alone, and what hurts those or was written to it", async () => {
    await scene.db.update(audiences).set({ account: "Harbour" }).where(eq(audiences.id, executives.id));
    await scene.db.insert(audienceServices).values({ audienceId: executives.id, serviceId: scene.search });
    const { incidentAudiences } = await import("@/db/schema/incident-people");
    const { incidentId: elsewhere } = await openOnCheckout(scene, { title: "Not theirs" });
    const { incidentId: theirs } = await openOnCheckout(scene, {
      title: "Theirs",
      services: [
        { serviceId: scene.search, state: "degraded" },
        { serviceId: scene.checkout, state: "degraded" },
      ],
    });
    for (const incidentId of [elsewhere!, theirs!])
      await scene.db
        .insert(incidentAudiences)
        .values({ incidentId, audienceId: executives.id, openedAt: minutesLater(0) });
    await openFor("For you alone.", { title: "Written to them" });
    const { html } = await knock(slug, { cookie: await signIn() });
    for (const shown of ["Theirs", "Written to them", "For you alone.", "Search"])
      expect(html).toContain(shown);
    for (const hidden of ["Not theirs", "Checkout"]) expect(html).not.toContain(hidden);
  });

  test("somebody of the desk may look, and asks nothing there", async () => {
    await openFor();
    const { sessionValue } = await import("@/app/session");
    const { beginSession } = await import("@/status/sessions/begin-session");
    const { actor } = scene.liaison();
    if (actor.kind !== "user") throw new Error("The liaison is a user.");
    const begin = (state: "open" | "code_needed") =>
      beginSession(
        { db: scene.db, now: new Date() },
        { userId: actor.id, way: "password", state, from: { address: "", agent: "", device: null } },
      );
    const cookieFor = async (session: string) =>
      `__Host-next-auth.session-token=${await sessionValue(actor.id, session)}`;
    const half = await knock(slug, { cookie: await cookieFor(await begin("code_needed")) });
    expect(half.html).not.toContain("looking from the desk");
    const cookie = await cookieFor(await begin("open"));
    const { html } = await knock(slug, { cookie });
    expect(html).toContain("Ines, looking from the desk");
    expect(html).toContain(secretWords);
    expect(html).not.toContain("<textarea");
    expect((await knock("nothing-here", { cookie })).html).not.toContain("looking from the desk");
  });
});

describe("asking", () => {
  const ask = (incident: string, words: string, cookie: string) =>
    knock(`${slug}/ask`, { fields: { incident, words }, cookie });

  test("two people's same question is one; the answer appears for both, and not in another audience", async () => {
    const { incidentId } = await openFor();
    await member("second@larkfield.example", "Lee");
    const [one, other] = [await signIn(), await signIn("second@larkfield.example")];
    const asked = await ask(incidentId!, "Were customers charged twice?", one);
    expect([asked.status, asked.headers.get("location")]).toEqual([303, `/s/${slug}#ask-${incidentId}`]);
    await ask(incidentId!, "please: were the customers charged TWICE", other);
    const [question, ...more] = await scene.db.select().from(questions);
    expect(more).toEqual([]);
    expect((await knock(slug, { cookie: one })).html).toContain("You and 1 other asked this");
    vi.setSystemTime(minutesLater(9));
    const ctx = scene.liaison(minutesLater(9));
    await answerQuestion(ctx, { questionId: question!.id, answer: "No. **Nothing** was taken." });
    for (const cookie of [one, other]) {
      const { html } = await knock(slug, { cookie });
      expect(html).toContain("No. <strong>Nothing</strong> was taken.");
      expect(html).toContain("answered in 4 minutes");
      expect(html).not.toContain("second@larkfield.example asked");
    }
    const legal = await makeAudience(scene.db, { name: "Legal" });
    await say(scene, incidentId!, { wordings: [{ audienceId: legal.id, words: "For legal." }] });
    const before = slug;
    slug = legal.slug;
    await member("law@larkfield.example", "Law", legal.id);
    expect((await knock(slug, { cookie: await signIn("law@larkfield.example") })).html).not.toContain(
      "charged twice",
    );
    slug = before;
  });

  test("strangers, removed people and those of another audience ask nothing", async () => {
    const { incidentId } = await openFor();
    const cookie = await signIn();
    expect((await ask(incidentId!, "Who am I to ask?", "")).html).toContain("This page is private");
    const { incidentId: other } = await openOnCheckout(scene, { title: "Not theirs" });
    expect((await ask(other!, "What of this one?", cookie)).status).toBe(404);
    await scene.db.delete(subscribers);
    expect((await ask(incidentId!, "Am I still in?", cookie)).html).toContain("This page is private");
    expect(await scene.db.$count(questions)).toBe(0);
  });

  test("an empty question comes back with words, and what was typed", async () => {
    const { incidentId } = await openFor();
    const { status, html } = await ask(incidentId!, "?", await signIn());
    expect(status).toBe(422);
    expect(html).toContain("Write your question.");
  });

  test("about to join the call counts once a person; asking records no event that a reader could see", async () => {
    const { incidentId } = await openFor();
    const before = await scene.db.$count(events);
    const cookie = await signIn();
    for (let n = 0; n < 2; n++) await knock(`${slug}/join`, { fields: { incident: incidentId! }, cookie });
    expect(await scene.db.$count(questionAskers)).toBe(1);
    expect((await knock(slug, { cookie })).html).toContain("1 person read this instead.");
    expect(await scene.db.$count(events)).toBe(before);
  });

  test("one person asks twenty times an hour about one incident, no more", async () => {
    const { incidentId } = await openFor();
    const cookie = await signIn();
    for (let n = 0; n < 20; n++)
      expect((await ask(incidentId!, `Question ${n} of mine`, cookie)).status).toBe(303);
    expect((await ask(incidentId!, "One more of mine", cookie)).status).toBe(429);
  });
});
