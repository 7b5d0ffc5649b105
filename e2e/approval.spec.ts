import type { Browser, Page } from "@playwright/test";
import { openDatabase } from "@/db/client";
import { makeService, makeSubscriber, makeUser } from "@/db/factories";
import { hashPassword } from "@/lib/password";
import { expect, test } from "./fixtures";
import { letters, letterTo, linkIn } from "./letters";
import type { Stack } from "./stack";
import { violations } from "./violations";

// A product of its own: what others leave behind is not its business.
test.use({ demo: false, env: { JOURNEY: "approval" } });

const reader = "marta@example.com";
const [ines, cleo] = ["ines@example.com", "cleo@example.com"];
const password = "a long enough password";
const title = "Card payments fail";
const surfaces = [
  "/",
  "/api/v2/summary.json",
  "/api/v2/incidents.json",
  "/history",
  "/history.atom",
  "/feed.json",
];
const read = async ({ url }: Stack) =>
  (await Promise.all(surfaces.map(async (path) => (await fetch(url + path)).text()))).join();

async function signedIn(browser: Browser, stack: Stack, email: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${stack.url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
  return page;
}

const shot = (page: Page, name: string) =>
  page.screenshot({ path: `test-results/approval-${name}.png`, fullPage: true });

test("liaison, commander and visitor at once: opened alone, handed on, approved by letter, published, taken back", async ({
  page: owner,
  browser,
  stack,
  signIn,
}) => {
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  await makeService(db);
  await makeSubscriber(db, { address: reader });
  const passwordHash = await hashPassword(password);
  await makeUser(db, { email: ines, name: "Ines", passwordHash });
  await makeUser(db, { email: cleo, name: "Cleo", passwordHash });
  await close();
  let incident = "";

  await test.step("the owner says that public words need the commander's yes", async () => {
    await signIn();
    await owner.goto(`${stack.url}/desk/settings`);
    const form = owner.getByRole("form", { name: "Approvals" });
    await form.getByLabel("Whose yes").selectOption({ label: "Commander" });
    await form.getByRole("button", { name: "Save the rule" }).click();
    await expect(form.getByText("Saved.")).toBeVisible();
    expect(await violations(owner)).toEqual([]);
  });

  const liaison = await signedIn(browser, stack, ines);
  const commander = await signedIn(browser, stack, cleo);

  await test.step("the liaison opens alone, with a reason: there is no commander yet", async () => {
    await liaison.goto(`${stack.url}/desk/incidents/new`);
    await liaison.getByLabel("Title").fill(title);
    await liaison.getByLabel("Words").fill("Card payments fail at checkout. Pay by bank transfer.");
    await liaison.getByLabel("Checkout", { exact: true }).selectOption({ label: "Major outage" });
    await liaison.getByRole("button", { name: /^Publish and tell 1 person/ }).click();
    const panel = liaison.getByRole("region", { name: "Approval" });
    await expect(panel.getByText("These words need a yes")).toBeVisible();
    expect(await read(stack)).not.toContain(title);
    await panel.getByText("Publish alone").first().click();
    await panel.getByLabel("Why can it not wait?").fill("The first word comes within five minutes.");
    await shot(liaison, "alone");
    expect(await violations(liaison)).toEqual([]);
    await panel.getByRole("button", { name: "Publish alone" }).click();
    await expect(liaison.getByText("Published, readers see it.")).toBeVisible();
    expect(await read(stack)).toContain(title);
    await letterTo(stack, reader, /Checkout: major outage/);
    await liaison.getByRole("link", { name: "Open the incident" }).click();
    await expect(liaison.getByText("Published alone, to be reviewed")).toBeVisible();
    incident = liaison.url().split("/").at(-1)!;
  });

  await test.step("the liaison asks for a commander, who hears by letter and at the desk, and accepts with one press", async () => {
    const roles = liaison.getByRole("region", { name: "Who does what" });
    await roles.getByText("Change").first().click();
    await roles.getByLabel("Ask to be commander").selectOption({ label: "Cleo" });
    await roles.getByRole("button", { name: "Ask them to be commander" }).click();
    await expect(roles.getByText(/Cleo is asked since/)).toBeVisible();
    await letterTo(stack, cleo, /^You are asked to be commander: Card payments fail$/);
    await commander.goto(`${stack.url}/desk`);
    const asked = commander.getByRole("alert", { name: "You are asked to be commander" });
    await expect(asked).toBeVisible();
    await shot(commander, "asked");
    expect(await violations(commander)).toEqual([]);
    await asked.getByRole("button", { name: "Accept" }).click();
    await expect(asked).toHaveCount(0);
    await liaison.reload();
    await expect(roles.getByText("Cleo", { exact: true }).first()).toBeVisible();
  });

  await test.step("words are not out before the commander said yes, by the letter, on a phone without a session", async () => {
    await liaison.goto(`${stack.url}/desk/incidents/${incident}/update`);
    await liaison.getByLabel("Words").fill("We undid the change that broke it.");
    await liaison.getByLabel("Identified").check();
    await liaison.getByRole("button", { name: /^Publish and tell 1 person/ }).click();
    const panel = liaison.getByRole("region", { name: "Approval" });
    await panel.getByRole("button", { name: "Ask for approval" }).click();
    await expect(panel.getByText("Asked. You see the answer here.")).toBeVisible();
    const letter = await letterTo(stack, cleo, /^Your yes or no/);
    expect(letter.text).toContain("We undid the change that broke it.");
    expect(await read(stack)).not.toContain("We undid the change");
    const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
    await phone.goto(linkIn(letter, /\/approve\//));
    await expect(phone.getByText("We undid the change that broke it.")).toBeVisible();
    await shot(phone, "phone");
    expect(await violations(phone)).toEqual([]);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await expect(panel.getByText("Asked.")).toBeVisible();
    await phone.getByRole("button", { name: "Approve these words" }).click();
    await expect(phone.getByText("Approved. The writer can publish")).toBeVisible();
    await expect(panel.getByText("Approved (Cleo). Publish now.")).toBeVisible();
    await shot(liaison, "approved");
    await liaison.getByRole("button", { name: /^Publish and tell 1 person/ }).click();
    await expect(liaison.getByText("Published, readers see it.")).toBeVisible();
    expect(await read(stack)).toContain("We undid the change");
    await expect.poll(() => letters(stack, reader).length).toBe(2);
  });

  await test.step("it was a false alarm: the commander takes it back; readers see nothing, who was told gets one line", async () => {
    await commander.goto(`${stack.url}/desk/incidents/${incident}`);
    await commander.getByText("It was none: take it back").click();
    const form = commander.getByRole("form", { name: "Take back a false alarm" });
    await form.getByLabel("Why was it none?").fill("A probe was broken.");
    await shot(commander, "retract");
    expect(await violations(commander)).toEqual([]);
    await form.getByRole("button", { name: "Take it back" }).click();
    await expect(commander.getByText(/a false alarm: no reader sees it/)).toBeVisible();
    const seen = await read(stack);
    for (const words of [title, "We undid the change", "false alarm"]) expect(seen).not.toContain(words);
    expect((await fetch(`${stack.url}/incidents/${incident}`)).status).toBe(404);
    await expect.poll(() => letters(stack, reader).length).toBe(3);
    expect(letters(stack, reader).at(-1)!.text).toContain("This was a false alarm");
    await expect(
      commander.getByText(/took back the incident as a false alarm: A probe was broken/),
    ).toBeVisible();
  });

  await test.step("an opening is approved before there is an incident: named, asked, approved, opened with one press", async () => {
    const [search, said] = ["Search finds nothing", "Every search finds nothing. Please browse instead."];
    await liaison.goto(`${stack.url}/desk/incidents/new`);
    await liaison.getByLabel("Title").fill(search);
    await liaison.getByLabel("Tell subscribers").uncheck();
    await liaison.getByLabel("Words").fill(said);
    await liaison.getByRole("button", { name: /^Publish to the page only/ }).click();
    const panel = liaison.getByRole("region", { name: "Approval" });
    await panel.getByLabel("Who is asked").selectOption({ label: "Cleo" });
    await shot(liaison, "opening");
    expect(await violations(liaison)).toEqual([]);
    await panel.getByRole("button", { name: "Ask for approval" }).click();
    await expect(panel.getByText("Asked. You see the answer here.")).toBeVisible();
    const letter = await letterTo(stack, cleo, /^Your yes or no: .*Search finds nothing$/);
    expect(letter.text).toContain(said);
    expect(await read(stack)).not.toContain(search);

    await commander.goto(`${stack.url}/desk`);
    const waits = commander.getByRole("alert", { name: "Words wait for your yes" });
    await waits.getByRole("link", { name: search }).click();
    await expect(commander.getByRole("heading", { level: 1 })).toContainText(search);
    await expect(commander.getByText("It waits for a yes.")).toBeVisible();
    expect(await violations(commander)).toEqual([]);
    await expect(async () => {
      await commander.getByRole("button", { name: "Approve these words" }).click({ timeout: 2_000 });
      await expect(commander.getByText("Approved", { exact: true })).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await expect(panel.getByText("Approved (Cleo). Publish now.")).toBeVisible();
    expect(await read(stack)).not.toContain(search);

    await liaison.goto(`${stack.url}/desk`);
    await liaison.getByRole("link", { name: search }).click();
    await shot(liaison, "opening-approved");
    await liaison.getByRole("button", { name: "Open and publish to the page only" }).click();
    await expect(liaison).toHaveURL(/\/desk\/incidents\/[a-z0-9]{12}$/);
    expect(await read(stack)).toContain(said);
    await liaison.goto(`${stack.url}/desk/incidents/new`);
    await expect(liaison.getByLabel("Words")).toHaveValue("");
  });
});
