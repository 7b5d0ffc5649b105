import type { Browser, Page } from "@playwright/test";
import { sql } from "drizzle-orm";
import { openDatabase } from "@/db/client";
import { makeService, makeSubscriber, makeUser } from "@/db/factories";
import { audienceApprovals, audiences } from "@/db/schema";
import { hashPassword } from "@/lib/password";
import { expect, test } from "./fixtures";
import { letters, letterTo, linkIn } from "./letters";
import type { Stack } from "./stack";
import { violations } from "./violations";

// A product of its own: what others leave behind is not its business.
test.use({ demo: false, env: { JOURNEY: "whole incident" } });

const [maya, cleo] = ["maya@larkfield.example", "cleo@larkfield.example"];
const [reader, chief] = ["marta@example.com", "chief@larkfield.example"];
const password = "a long enough password";
const title = "Card payments fail";
const first = "Card payments fail at checkout. Pay by bank transfer.";
const second = "We undid the change that broke it. Payments recover.";
const third = "Card payments work again. No data was lost.";
const [costs, question, answer] = [
  "We lose about 4,000 euros an hour.",
  "Was anybody charged twice?",
  "Nobody was charged twice.",
];

/** What is nobody's business outside the house, on any public surface. */
const inside = ["SEV1", "Maya", "Cleo", "Executives", "Everything stops", costs, question, answer, chief];
const surfaces = ["/", "/history", "/history.atom", "/feed.json", "/api/v2/summary.json"];

async function publicText({ url }: Stack): Promise<string> {
  const all = await Promise.all(surfaces.map(async (path) => (await fetch(url + path)).text()));
  for (const words of inside) expect(all.join(), `public: ${words}`).not.toContain(words);
  return all.join();
}

async function signedIn(browser: Browser, stack: Stack, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${stack.url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
  return page;
}

/** The executive, in a browser of their own, by the link that is mailed to them. */
async function letInByMail(browser: Browser, stack: Stack): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${stack.url}/s/executives`);
  await page.getByLabel("Email").fill(chief);
  await page.getByRole("button", { name: "Send me the link" }).click();
  await page.goto(linkIn(await letterTo(stack, chief, /private page/), /\/in\//));
  await page.getByRole("button", { name: "Open the page" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: "Nothing is wrong that concerns you" }),
  ).toBeVisible();
  return page;
}

type Work = (db: Awaited<ReturnType<typeof openDatabase>>["db"]) => Promise<unknown>;
async function inDatabase(stack: Stack, work: Work) {
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  await work(db);
  await close();
}

/** At the desk, as soon as its page listens. */
async function atDesk(page: Page, stack: Stack, path: string) {
  await page.goto(`${stack.url}/desk/${path}`);
  await page.locator("dialog[data-listening]").waitFor({ state: "attached" });
}

const publish = (page: Page) => page.getByRole("button", { name: /^Publish and tell \d+ (person|people)/ });

test("a whole incident, seen by liaison, commander, executive and visitor at once", async ({
  page: owner,
  browser,
  stack,
  signIn,
}) => {
  await inDatabase(stack, async (db) => {
    await makeService(db);
    await makeSubscriber(db, { address: reader });
    const passwordHash = await hashPassword(password);
    await makeUser(db, { email: maya, name: "Maya", passwordHash });
    await makeUser(db, { email: cleo, name: "Cleo", passwordHash });
    const all = await db.select().from(audiences);
    const idOf = (slug: string) => all.find((one) => one.slug === slug)!.id;
    await makeSubscriber(db, { audienceId: idOf("executives"), kind: "stakeholder", address: chief });
    await db.insert(audienceApprovals).values({
      ...{ audienceId: idOf("public"), incidentType: "availability", role: "commander" },
    });
  });
  let incident = "";

  await test.step("the owner decides beforehand what a SEV1 sets off", async () => {
    await signIn();
    await atDesk(owner, stack, "settings/plays/new");
    const form = owner.getByRole("form", { name: "The play" });
    await form.getByLabel("Name").fill("Everything stops");
    for (const [role, name] of [
      ["customer liaison", "Maya"],
      ["commander", "Cleo"],
    ] as const) {
      const rows = form.getByRole("group", { name: `Who is asked to be ${role}` });
      if (!(await rows.isVisible())) await form.getByText("Commander", { exact: true }).click();
      await rows.getByLabel("First").selectOption({ label: name });
    }
    await form.getByLabel("Executives").check();
    await form.getByLabel("Attach ready words").selectOption({ label: "First word" });
    await form.getByLabel("Why").fill("Decided on a calm day.");
    await form.getByRole("button", { name: "Put in use" }).click();
    await expect(owner.getByText("Summons as customer liaison: Maya.")).toBeVisible();
    expect(await violations(owner)).toEqual([]);
  });

  const [commander, liaison, executive] = await Promise.all([
    signedIn(browser, stack, cleo),
    signedIn(browser, stack, maya),
    letInByMail(browser, stack),
  ]);
  const visitor = await (await browser.newContext()).newPage();
  await visitor.goto(stack.url);

  await test.step("the commander opens a SEV1: the play summons the liaison, opens it for executives", async () => {
    await atDesk(commander, stack, "incidents/new");
    await commander.getByLabel("Title").fill(title);
    await commander.getByLabel("SEV1").check();
    const play = commander.getByRole("region", { name: "Response play" });
    await expect(play.getByText("Summons as customer liaison: Maya.")).toBeVisible();
    await commander.getByLabel("Words").fill(first);
    await commander.getByLabel("Checkout", { exact: true }).selectOption({ label: "Major outage" });
    await publish(commander).click();
    const panel = commander.getByRole("region", { name: "Approval" });
    await expect(panel.getByText("These words need a yes")).toBeVisible();
    expect(await publicText(stack)).not.toContain(title);
    await panel.getByText("Publish alone").first().click();
    await panel.getByLabel("Why can it not wait?").fill("The first word comes within five minutes.");
    await panel.getByRole("button", { name: "Publish alone" }).click();
    await expect(commander.getByText("Published, readers see it.")).toBeVisible();
    expect(await publicText(stack)).toContain(first);
    await commander.getByRole("link", { name: "Open the incident" }).click();
    const run = commander.getByRole("region", { name: "The play Everything stops" });
    await expect(run.getByText(/^Summoned Maya \d\d:\d\d, who has until/)).toBeVisible();
    incident = commander.url().split("/").at(-1)!;
    await executive.reload();
    await expect(executive.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(executive.getByRole("heading", { name: /^You will hear by / }).first()).toBeVisible();
  });

  await test.step("both acknowledge: one at the desk, live; one by the message on a phone, without a session", async () => {
    const asked = liaison.getByRole("alert", { name: "You are summoned as customer liaison" });
    await asked.getByRole("button", { name: "Acknowledge: I take it" }).click();
    await expect(asked).toHaveCount(0);
    const run = commander.getByRole("region", { name: "The play Everything stops" });
    await expect(run.getByText(/^Maya acknowledged \d\d:\d\d\.$/)).toBeVisible();
    const letter = await letterTo(stack, cleo, /^SEV1 Card payments fail: you are summoned as commander$/);
    const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    await phone.goto(linkIn(letter, /\/summons\//));
    expect(await violations(phone)).toEqual([]);
    await phone.getByRole("button", { name: "Acknowledge: I take it" }).click();
    await expect(phone.getByRole("heading", { name: "It is yours" })).toBeVisible();
    await phone.context().close();
    await expect(run.getByText(/^Cleo acknowledged \d\d:\d\d\.$/)).toBeVisible();
    await publicText(stack);
  });

  await test.step("the liaison's words wait for the commander's yes: till then nobody reads them", async () => {
    await atDesk(liaison, stack, `incidents/${incident}/update`);
    await liaison.getByLabel("Identified").check();
    await liaison.getByLabel("Words", { exact: true }).fill(second);
    await liaison.getByRole("tab", { name: /^Executives/ }).click();
    await liaison.getByLabel("Words for Executives").fill(costs);
    await publish(liaison).click();
    const panel = liaison.getByRole("region", { name: "Approval" });
    await panel.getByRole("button", { name: "Ask for approval" }).click();
    await expect(panel.getByText("Asked. You see the answer here.").first()).toBeVisible();
    expect(await publicText(stack)).not.toContain(second);
    await executive.reload();
    await expect(executive.getByText(costs)).toHaveCount(0);
    const letter = await letterTo(stack, cleo, /^Your yes or no/);
    const phone = await (await browser.newContext()).newPage();
    await phone.goto(linkIn(letter, /\/approve\//));
    await phone.getByRole("button", { name: "Approve these words" }).click();
    await expect(phone.getByText("Approved. The writer can publish")).toBeVisible();
    await phone.context().close();
    await expect(panel.getByText("Approved (Cleo). Publish now.").first()).toBeVisible();
  });

  await test.step("published: each reads their own words, and no other's", async () => {
    await publish(liaison).click();
    await expect(liaison.getByText("Published, readers see it.")).toBeVisible();
    expect(await publicText(stack)).toContain(second);
    await visitor.reload();
    await expect(visitor.getByText(second).first()).toBeVisible();
    await executive.reload();
    await expect(executive.getByText(costs).first()).toBeVisible();
    const [toReader, toChief] = [
      await letterTo(stack, reader, /identified/),
      await letterTo(stack, chief, /identified/),
    ];
    expect(toReader.text).toContain(second);
    expect(toReader.text).not.toContain(costs);
    expect(toChief.text).toContain(costs);
  });

  await test.step("the executive asks, is answered once, and nobody outside learns of it", async () => {
    await executive.getByLabel("Your question", { exact: true }).fill(question);
    await executive.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(executive.getByText("waits for an answer")).toBeVisible();
    await atDesk(liaison, stack, `incidents/${incident}`);
    const form = liaison.getByRole("form", { name: `Answer “${question}”` });
    await form.getByLabel("Answer", { exact: true }).fill(answer);
    await form.getByLabel(/next update’s words for Executives/).check();
    await form.getByRole("button").click();
    await expect(liaison.getByText("Waits for the next update.")).toBeVisible();
    await executive.goto(`${stack.url}/s/executives`);
    await expect(executive.getByText(answer).first()).toBeVisible();
    await publicText(stack);
  });

  await test.step("the promise lapses: the page says so by itself, the private one too, the liaison is warned", async () => {
    await inDatabase(stack, async (db) => {
      for (const table of ["incidents", "incident_audiences"]) {
        await db.execute(
          sql`update ${sql.identifier(table)} set next_update_by = now() + interval '2 seconds'
            where next_update_by is not null`,
        );
      }
    });
    // Nobody reloads the private page: its script asks for the news when somebody looks at it again.
    await expect(async () => {
      await executive.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await expect(executive.locator(".promise").first()).toHaveAttribute("data-late", "yes", {
        timeout: 1_000,
      });
    }).toPass({ timeout: 20_000 });
    await expect(async () => {
      expect(await (await fetch(stack.url)).text()).toContain('data-late="yes"');
    }).toPass({ timeout: 20_000 });
    await letterTo(stack, maya, /^Update overdue: Card payments fail$/);
    await publicText(stack);
  });

  await test.step("the commander resolves it, the answer goes along, and everybody reads the end in their words", async () => {
    await atDesk(commander, stack, `incidents/${incident}/update`);
    await commander.getByRole("button", { name: "Add the answer to the words for Executives" }).click();
    await expect(commander.getByLabel("Words for Executives")).toHaveValue(new RegExp(answer));
    await commander.getByLabel("Words for Executives").fill(`${answer} ${third}`);
    await commander.getByLabel("Resolved").check();
    await commander.getByRole("tab", { name: /^Public/ }).click();
    await commander.getByLabel("Words", { exact: true }).fill(third);
    await publish(commander).click();
    await expect(commander.getByText("Published, readers see it.")).toBeVisible();
    const seen = await publicText(stack);
    expect(seen).toContain(third);
    expect(await (await fetch(`${stack.url}/api/v2/status.json`)).json()).toMatchObject({
      status: { indicator: "none" },
    });
    await executive.reload();
    await expect(executive.getByText(answer).first()).toBeVisible();
    await liaison.goto(`${stack.url}/desk/incidents/${incident}`);
    await expect(liaison.getByText("Carried on by update 3.")).toBeVisible();
    await letterTo(stack, reader, /resolved/);
    for (const letter of letters(stack, reader)) {
      for (const words of inside) expect(letter.text + letter.subject).not.toContain(words);
    }
  });
});
