import type { Page } from "@playwright/test";
import { eq } from "drizzle-orm";
import { Rules } from "@/communications/rules/rule";
import { openDatabase } from "@/db/client";
import { makeService, makeSubscriber } from "@/db/factories";
import { audiences, cadences } from "@/db/schema/audiences";
import { ruleSets } from "@/db/schema/rules";
import { expect, test } from "./fixtures";
import type { Stack } from "./stack";
import { violations } from "./violations";

// A product of its own: what others leave behind is not its business.
test.use({ demo: false, env: { JOURNEY: "words" } });

/** Words that only executives may read; no public surface may hold a piece of them. */
const secret = "fixed by 15:10, and about 58,000 euros are lost";
const surfaces = [
  "/",
  "/stamp.json",
  "/api/v2/summary.json",
  "/api/v2/status.json",
  "/api/v2/incidents.json",
  "/api/v2/incidents/unresolved.json",
  "/history",
  "/history.atom",
  "/history.rss",
  "/feed.json",
];

async function prepare(stack: Stack): Promise<void> {
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  await makeService(db);
  await makeSubscriber(db, { address: "marta@example.com" });
  const tell = { audiences: ["executives"] };
  const rule = { id: "first", when: { on: "opened" }, tell, template: "First word to executives" };
  await db.delete(ruleSets);
  await db.insert(ruleSets).values({
    ...{ version: 1, state: "active", reason: "For the journey", writtenAt: new Date() },
    rules: Rules.parse([rule]),
  });
  const [executives] = await db.select().from(audiences).where(eq(audiences.slug, "executives"));
  const own = { audienceId: executives!.id, severity: "SEV2", status: "investigating" } as const;
  await db.delete(cadences).where(eq(cadences.audienceId, own.audienceId));
  await db.insert(cadences).values({ ...own, afterMinutes: 0, everyMinutes: 45 });
  await close();
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name: new RegExp(`^${name}`) });
const publish = (page: Page) => page.getByRole("button", { name: /^Publish/ });
const note = (page: Page, title: string) =>
  page.getByRole("list", { name: "Notes" }).getByRole("listitem").filter({ hasText: title });

test("one update, two wordings: the lint keeps a time from the public, executives have it, and nobody else reads it", async ({
  page,
  stack,
  signIn,
}) => {
  await prepare(stack);
  await signIn();
  await page.goto(`${stack.url}/desk/incidents/new`);
  let incident = "";

  await test.step("a time of resolution blocks publishing, with the reason and a way out", async () => {
    await page.getByLabel("Title").fill("Card payments fail");
    await page.getByLabel("Tell subscribers").uncheck();
    await page
      .getByLabel("Words")
      .fill("All card payments fail. They should be fixed by 15:10. Please try again.");
    await expect(note(page, "Promises a time")).toBeVisible();
    await expect(page.getByText("1 note to settle before this can go: Public.")).toBeVisible();
    await expect(publish(page)).toHaveAttribute("aria-disabled", "true");
    await publish(page).click({ force: true });
    await expect(page.getByText("Published, readers see it.")).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
    await note(page, "Promises a time").getByRole("button", { name: "Cut the sentence" }).click();
    await expect(page.getByLabel("Words")).toHaveValue("All card payments fail. Please try again.");
    await expect(page.getByText("Promises no time of resolution")).toBeVisible();
    await expect(publish(page)).not.toHaveAttribute("aria-disabled", "true");
  });

  await test.step("a template asks for facts and for answers; what is not filled blocks", async () => {
    // What is written already is replaced only after a question.
    await page.getByLabel("Template").selectOption({ label: "First word" });
    await expect(page.getByLabel("Words")).toHaveValue("All card payments fail. Please try again.");
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByLabel("Template").selectOption({ label: "First word" });
    await expect(note(page, "Not filled: services")).toBeVisible();
    await expect(publish(page)).toHaveAttribute("aria-disabled", "true");
    await page.getByLabel("Checkout", { exact: true }).selectOption({ label: "Major outage" });
    await expect(note(page, "Not filled: services")).toHaveCount(0);
    await expect(page.getByLabel("Preview")).toContainText("Checkout: not working as it should since");
    await expect(publish(page)).not.toHaveAttribute("aria-disabled", "true");
  });

  await test.step("executives get words of their own, in which the time is no fault", async () => {
    await expect(page.getByText("A rule has “First word to executives” ready for Executives.")).toBeVisible();
    await page.getByLabel("Add an audience").selectOption({ label: "Executives" });
    await expect(tab(page, "Executives")).toHaveAttribute("aria-selected", "true");
    // The ready words of the rule stand there; their questions wait for an answer.
    await expect(page.getByLabel("Words for Executives")).toHaveValue(/\{\{\?/);
    await expect(page.getByText(/^By rule: When an incident opens, tell Executives/)).toBeVisible();
    await expect(publish(page)).toHaveAttribute("aria-disabled", "true");
    await page.getByLabel("Words for Executives").fill("");
    await expect(page.getByText("No words for Executives yet.")).toBeVisible();
    await expect(publish(page)).toHaveAttribute("aria-disabled", "true");
    await page
      .getByLabel("Words for Executives")
      .fill(`Card payments should be ${secret}. You need to do nothing.`);
    await expect(tab(page, "Executives")).toContainText("ready");
    const promise = page.getByRole("group", { name: "Executives hear next by" });
    await expect(promise.getByText("Their cadence asks for every 45 minutes.")).toBeVisible();
    await expect(promise.getByLabel(/^As the public/)).not.toBeChecked();
    await expect(note(page, "Promises a time")).toHaveCount(0);
    await expect(page.getByLabel("Preview")).toContainText(secret);
    await page.keyboard.press("Escape");
    await tab(page, "Executives").focus();
    await page.keyboard.press("ArrowLeft");
    await expect(tab(page, "Public")).toBeFocused();
    await expect(page.getByLabel("Preview")).not.toContainText(secret);
    expect(await violations(page)).toEqual([]);
  });

  await test.step("every person who would hear is listed, with the letter as it would be sent", async () => {
    await page.getByLabel("Tell subscribers").check();
    await expect(page.getByRole("button", { name: "Publish and tell 1 person" })).toBeVisible();
    await page.getByRole("button", { name: "See every person" }).click();
    const list = page.getByRole("dialog", { name: "Everybody who will hear" });
    await expect(list.getByText("marta@example.com")).toBeVisible();
    await list.getByLabel("Find a person").fill("nobody@");
    await expect(list.getByText("Nobody here.")).toBeVisible();
    await list.getByLabel("Find a person").fill("marta");
    expect(await violations(page)).toEqual([]);
    await list.getByRole("button", { name: "Open the message to marta@example.com" }).click();
    const letter = page.frameLocator("iframe[name=written-letter]");
    await expect(letter.getByText("Checkout: not working as it should since").first()).toBeVisible();
    await expect(list.locator("pre")).toContainText("List-Unsubscribe");
    await expect(list).not.toContainText(secret);
    await list.getByRole("button", { name: "Close" }).click();
    await expect(list).toHaveCount(0);
    await page.getByLabel("Tell subscribers").uncheck();
  });

  await test.step("a reload keeps every tab", async () => {
    await expect(page.getByText(/^Saved /)).toBeVisible();
    await page.reload();
    await tab(page, "Executives").click();
    await expect(page.getByLabel("Words for Executives")).toHaveValue(new RegExp(secret));
  });

  await test.step("published: readers have the public words, filled, and nothing of the others", async () => {
    await publish(page).click();
    await expect(page.getByText("Published, readers see it.")).toBeVisible();
    const summary = await (await fetch(`${stack.url}/api/v2/summary.json`)).json();
    incident = summary.incidents[0].id;
    const read = await Promise.all(
      [...surfaces, `/incidents/${incident}`].map(async (path) => (await fetch(stack.url + path)).text()),
    );
    expect(read.join()).toContain("Checkout: not working as it should since");
    for (const text of read) {
      expect(text).not.toContain("58,000");
      expect(text).not.toContain("15:10, and");
      expect(text).not.toContain("{{");
      expect(text).not.toContain("Executives");
    }
  });

  await test.step("the next update is for both again: compared with the last, and with ready words", async () => {
    await page.goto(`${stack.url}/desk/incidents/${incident}/update`);
    await expect(tab(page, "Executives")).toContainText("nothing yet");
    await page.getByLabel("Identified").check();
    await page.getByLabel("Words").fill("All card payments fail, and we know why. Please try again.");
    await page.getByRole("button", { name: "Compare with update 1" }).click();
    await expect(page.getByLabel("Changes since update 1").locator("ins")).not.toHaveCount(0);
    await expect(page.getByText("No words for Executives yet.")).toBeVisible();
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByLabel("Template").selectOption({ label: "Cause found, to executives" });
    await expect(note(page, "Answer: how many")).toBeVisible();
    await expect(publish(page)).toHaveAttribute("aria-disabled", "true");
    await page.getByRole("button", { name: "Leave Executives out" }).click();
    await page.getByLabel("Tell subscribers").uncheck();
    await expect(tab(page, "Executives")).toHaveCount(0);
    await publish(page).click();
    await expect(page.getByText("Published, readers see it.")).toBeVisible();
    expect(await (await fetch(stack.url)).text()).toContain("and we know why");
  });
});

test("ready words are written at the desk, offered in the form where they fit, and put away again", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  await page.goto(`${stack.url}/desk/settings/words`);
  expect(await violations(page)).toEqual([]);
  const form = page.getByRole("form", { name: "Add ready words" });
  await form.getByLabel("Name").fill("Slow search");
  await form.getByLabel("Text").fill("{{services}} is slow until {{eta}}.");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(form.getByRole("alert")).toContainText("No fact fills eta.");
  await form.getByLabel("Text").fill("All of {{services}} is slow. Please wait. Next update by {{promise}}.");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("region", { name: "Every audience" })).toContainText("Slow search");

  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${stack.url}/desk/incidents/new`);
  await page.getByLabel("Template").selectOption({ label: "Slow search" });
  await expect(page.getByLabel("Words")).toHaveValue(/^All of \{\{services\}\} is slow/);
  await expect(note(page, "Not filled: services")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await violations(page)).toEqual([]);

  await page.goto(`${stack.url}/desk/settings/words`);
  await page.getByRole("region", { name: "Every audience" }).getByText("Change Slow search").click();
  await page.getByRole("button", { name: "Put away Slow search" }).click();
  await expect(page.getByRole("region", { name: "Every audience" })).toHaveCount(0);
  await expect(page.getByText("Put away: 1")).toBeVisible();
});

test("after a new build an old tab says so, and no word is lost: neither in the composer nor in a form", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  // As Next answers a tab whose actions are those of the build before.
  await page.route("**/desk/**", (route) =>
    "next-action" in route.request().headers()
      ? route.fulfill({
          status: 409,
          headers: { "x-nextjs-action-not-found": "1" },
          body: "Server Action unavailable.",
        })
      : route.fallback(),
  );
  const updated = page
    .getByRole("alert")
    .filter({ hasText: "This desk was updated while you were writing." });

  await page.goto(`${stack.url}/desk/incidents/new`);
  await page.getByLabel("Title").fill("Search is slow");
  await page.getByLabel("Tell subscribers").uncheck();
  await page.getByLabel("Words").fill("Every search takes a minute. Please wait for it.");
  await expect(page.getByText("Promises no time of resolution")).toBeVisible();
  await publish(page).click();
  await expect(updated).toContainText("Your words are kept.");
  expect(await violations(page)).toEqual([]);
  await updated.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByLabel("Words")).toHaveValue("Every search takes a minute. Please wait for it.");
  await expect(page.getByLabel("Title")).toHaveValue("Search is slow");

  await page.goto(`${stack.url}/desk/settings/words`);
  const form = page.getByRole("form", { name: "Add ready words" });
  await form.getByLabel("Name").fill("Slow search");
  await form.getByLabel("Text").fill("All searches are slow.");
  await form.getByLabel("Stage").selectOption({ label: "Identified" });
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(updated).toBeVisible();
  await page.unrouteAll();
  await updated.getByRole("button", { name: "Reload" }).click();
  await expect(form.getByLabel("Text")).toHaveValue("All searches are slow.");
  await expect(form.getByLabel("Stage")).toHaveValue("identified");
  await form.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("region", { name: "Every audience" })).toContainText("Slow search");
});
