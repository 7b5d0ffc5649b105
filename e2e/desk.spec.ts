import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Stack } from "./stack";
import { violations } from "./violations";

test.use({ demo: true });

/** Opens the composer of the incident under way. */
async function compose(page: Page, stack: Stack) {
  await page.goto(`${stack.url}/desk`);
  await page
    .getByRole("link", { name: /^Write update/ })
    .first()
    .click();
  await expect(page.getByLabel("Words", { exact: true })).toBeVisible();
}

const publicPage = async (stack: Stack) => (await fetch(stack.url)).text();
const publishButton = /^Publish/;

test("words outlive a reload, a closed tab and another browser", async ({ page, stack, signIn, context }) => {
  const words = "Half a sentence, written in a hurry";
  await signIn();
  await compose(page, stack);
  await page.getByLabel("Words", { exact: true }).fill(words);
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Words", { exact: true })).toHaveValue(words);
  const tab = await context.newPage();
  await page.close();
  await compose(tab, stack);
  await expect(tab.getByLabel("Words", { exact: true })).toHaveValue(words);
  expect(await publicPage(stack)).not.toContain(words);
});

test("words outlive a lost session: sign in beside it, then publish", async ({
  page,
  stack,
  signIn,
  context,
}) => {
  const words = "Written while the session ended.";
  await signIn();
  await compose(page, stack);
  await context.clearCookies();
  await page.getByLabel("Words", { exact: true }).fill(words);
  await expect(page.getByText(/You were signed out\. Your words are kept/).first()).toBeVisible();
  await page.getByLabel("Words", { exact: true }).press("Control+Enter");
  expect(await publicPage(stack)).not.toContain(words);

  const beside = await context.newPage();
  await beside.goto(`${stack.url}/sign-in`);
  await beside.getByLabel("Email", { exact: true }).fill("owner@example.com");
  await beside.getByLabel("Password").fill("a long enough password");
  await beside.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(beside.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
  await expect(page.getByLabel("Words", { exact: true })).toHaveValue(words);
  await page.getByRole("button", { name: publishButton }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible();
  expect(await publicPage(stack)).toContain(words);
});

test("words outlive a database that does not answer, and go out when it does", async ({
  page,
  stack,
  signIn,
}) => {
  const words = "Written while the database was away.";
  await signIn();
  await compose(page, stack);
  await expect(page.getByRole("button", { name: /^Publish and tell \d/ })).toBeVisible();
  await stack.stopPostgres();
  await page.getByLabel("Words", { exact: true }).fill(words);
  await expect(page.getByText(/kept in this tab, trying again/)).toBeVisible({ timeout: 30_000 });
  await stack.startPostgres();
  await expect(page.getByText(/^Saved /)).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: publishButton }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible({ timeout: 30_000 });
  expect(await publicPage(stack)).toContain(words);
});

test("two people write: the second sees what the first said before theirs goes on top", async ({
  page,
  stack,
  signIn,
  browser,
}) => {
  await signIn();
  const state = await page.context().storageState();
  const other = await (await browser.newContext({ storageState: state })).newPage();
  await compose(page, stack);
  await compose(other, stack);
  await page.getByLabel("Words", { exact: true }).fill("Mine was written second to last.");
  await other.getByLabel("Words", { exact: true }).fill("The other was here first.");
  await other.getByLabel("Where").fill("Lisbon");
  await other.getByRole("button", { name: publishButton }).click();
  await expect(other.getByText("Published, readers see it.")).toBeVisible();

  await page.getByRole("button", { name: publishButton }).click();
  const notice = page.getByRole("alert").filter({ hasText: "Not published: the incident changed" });
  await expect(notice).toContainText("The other was here first.");
  expect(await publicPage(stack)).not.toContain("Mine was written second to last.");
  await expect(page.getByLabel("Words", { exact: true })).toHaveValue("Mine was written second to last.");
  // What this form had left alone follows theirs; its words stay, and going through the choices loses none.
  await expect(page.getByLabel("Where", { exact: true })).toHaveValue("Lisbon");
  await expect(notice.getByRole("region", { name: "They published for Public" })).toContainText("The other");
  const both = "The other was here first.\n\nMine was written second to last.";
  for (const [choice, words] of [
    ["Theirs, then mine", both],
    ["Take theirs", "The other was here first."],
    ["Keep mine", "Mine was written second to last."],
  ] as const) {
    await notice.getByText(choice, { exact: true }).click();
    await expect(page.getByLabel("Words", { exact: true })).toHaveValue(words);
  }
  expect(await violations(page)).toEqual([]);
  await notice.getByRole("button", { name: "Publish mine on top of it" }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible();
  expect(await publicPage(stack)).toContain("Mine was written second to last.");
});

test("the keyboard opens, writes and publishes; pressing twice publishes once", async ({
  page,
  stack,
  signIn,
  press,
}) => {
  await signIn();
  await press("n");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("New incident");
  await page.getByLabel("Title").focus();
  await page.keyboard.type("Search finds nothing");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Searching gives no results. Shops can be reached by their address.");
  await expect(page.getByRole("button", { name: /^Publish and tell \d/ })).toBeEnabled();
  await expect(page.getByText("exact")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Published, readers see it.")).toBeVisible();
  const { incidents } = await (await fetch(`${stack.url}/api/v2/incidents.json`)).json();
  const opened = incidents.filter(({ name }: { name: string }) => name === "Search finds nothing");
  expect(opened).toHaveLength(1);
  expect(opened[0].incident_updates).toHaveLength(1);
});

test("a form with something missing says what, and sends nothing", async ({ page, stack, signIn }) => {
  await signIn();
  const before = await (await fetch(`${stack.url}/api/v2/incidents.json`)).text();
  await page.goto(`${stack.url}/desk/incidents/new`);
  await expect(page.getByText("exact")).toBeVisible();
  await page.getByRole("button", { name: publishButton }).click();
  await expect(page.getByText("Write a title: what customers notice.")).toBeVisible();
  await expect(page.getByLabel("Title")).toBeFocused();
  expect(await (await fetch(`${stack.url}/api/v2/incidents.json`)).text()).toBe(before);
});
