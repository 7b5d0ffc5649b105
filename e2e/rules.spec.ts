import { type Browser, expect as expectOf, type Page } from "@playwright/test";
import { admin, expect, test } from "./fixtures";
import { violations } from "./violations";

// A product of its own: what others leave behind is not its business.
test.use({ demo: true, env: { JOURNEY: "rules" } });

const reviewer = {
  name: "Tomasz Lind",
  email: "tomasz@larkfield.example",
  password: "another long password",
};

test("a rule is written by fields, marked as a change, played over the past, reviewed by another person and activated", async ({
  page,
  stack,
  browser,
  signIn,
  press,
}) => {
  await signIn();
  await addReviewer(page, stack.url);

  await press("g", "r");
  await expect(page.getByRole("heading", { level: 1, name: "Rules" })).toBeVisible();
  await expect(page.getByText("version 1 in use", { exact: true })).toBeVisible();
  await expect(page.getByText("an update is published").first()).toBeVisible();

  await page.getByRole("link", { name: "Add a rule" }).click();
  await page.getByLabel("What happens").selectOption("unresolved_for");
  await page.getByLabel("How many").fill("30");
  await page.getByLabel("SEV1", { exact: true }).check();
  await page.getByRole("button", { name: "Save in my draft" }).click();
  await expect(page.getByText("Say who is to be told.").first()).toBeVisible();
  await page.getByLabel("People").fill("finance@larkfield.example");
  await page.getByLabel("By", { exact: true }).selectOption("email");
  await page.getByRole("button", { name: "Save in my draft" }).click();

  await expect(page.getByText("version 2 is your draft")).toBeVisible();
  await expect(page.locator("ins", { hasText: "finance@larkfield.example" })).toBeVisible();
  await page.getByRole("button", { name: "Remove rule 5" }).click();
  await expect(page.locator("del", { hasText: "support" })).toBeVisible();
  await page.getByRole("button", { name: /^Restore rule/ }).click();
  await expect(page.locator("del")).toHaveCount(0);
  await page.getByRole("link", { name: "Edit rule 2" }).click();
  await page.getByLabel("Then every minutes").fill("45");
  await page.getByRole("button", { name: "Save in my draft" }).click();
  await expect(page.locator("del", { hasText: "every 30 minutes" })).toBeVisible();
  await expect(page.locator("ins", { hasText: "every 45 minutes" })).toBeVisible();
  const run = page.getByRole("region", { name: "Dry run" });
  await expect(run.getByText("would newly hear")).toBeVisible();
  await expect(run.getByText("Nothing was sent.")).toBeVisible();

  const checks = page.getByRole("region", { name: "Checks" });
  await checks.getByRole("link", { name: "Add a check" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Finance hears of a long night");
  await page.getByLabel("Severity").selectOption("SEV2");
  await page.getByLabel("What happens").selectOption("");
  await page.getByLabel("Unresolved for minutes").fill("31");
  await page.getByLabel("Must hear", { exact: true }).fill("finance@larkfield.example");
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Save in my draft" }).click();
  await expect(checks.getByText(/does not hold: such a version cannot be proposed/)).toBeVisible();
  await expect(checks.getByText(/severity is SEV2, not SEV1/)).toBeVisible();
  await page.getByLabel("Why", { exact: true }).fill("Finance asked for it.");
  await page.getByRole("button", { name: "Ask for a review of version 2" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "A check does not hold." })).toBeVisible();
  await checks.getByRole("link", { name: "Finance hears of a long night" }).click();
  await page.getByLabel("Severity").selectOption("SEV1");
  await page.getByRole("button", { name: "Save in my draft" }).click();
  await expect(checks.getByText(/run just now/)).toBeVisible();
  await look(page);

  await page.getByLabel("Why", { exact: true }).fill("Finance asked for it after the last long night.");
  await page.getByRole("button", { name: "Ask for a review of version 2" }).click();
  await expect(page.getByText("It waits for another person")).toBeVisible();
  await expect(page.getByRole("button", { name: /Approve/ })).toHaveCount(0);

  const second = await asReviewer(browser, stack.url);
  await second.goto(`${stack.url}/desk/rules`);
  await expectOf(second.getByText("Finance asked for it after the last long night.")).toBeVisible();
  await second.getByRole("button", { name: "Approve version 2" }).click();
  await second.getByRole("button", { name: "Activate version 2" }).click();
  await expectOf(second.getByText("version 2 in use", { exact: true })).toBeVisible();
  await second.context().close();

  await page.goto(`${stack.url}/desk/settings/cadence`);
  const cadence = page.getByRole("form", { name: "Cadence" });
  const every = cadence.getByLabel("SEV3, from minute 0: investigating, every so many minutes");
  await every.fill("35");
  await cadence.getByRole("button", { name: "Save the table" }).click();
  await expect(cadence.getByText("Saved. The next promise follows it.")).toBeVisible();
  await page.goto(`${stack.url}/desk/incidents/new`);
  await page.getByLabel("SEV3", { exact: true }).check();
  await expect(page.getByText(/SEV3 asks for every 35 minutes/)).toBeVisible();
});

test("a viewer reads the rules and changes nothing", async ({ stack, browser }) => {
  const page = await signedIn(browser, stack.url, admin);
  await page.goto(`${stack.url}/desk/settings`);
  await addPerson(
    page,
    { name: "Vera", email: "vera@larkfield.example", password: "a viewer's long password" },
    "viewer",
  );
  await page.context().close();
  const vera = await signedIn(browser, stack.url, {
    email: "vera@larkfield.example",
    password: "a viewer's long password",
  });
  await vera.goto(`${stack.url}/desk/rules`);
  await expectOf(vera.locator(".say").first()).toBeVisible();
  for (const name of ["Add a rule", "Edit rule 1"])
    await expectOf(vera.getByRole("link", { name })).toHaveCount(0);
  await expectOf(vera.getByRole("button", { name: /Remove|Approve|Activate/ })).toHaveCount(0);
  await vera.goto(`${stack.url}/desk/rules/new`);
  await expectOf(vera.getByText("Not for viewers")).toBeVisible();
  await vera.context().close();
});

/** No violation in both schemes, nothing wider than a phone. */
async function look(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), colorScheme).toEqual([]);
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${width}`).toBeLessThanOrEqual(width);
      const folder = process.env.LOOK_AT;
      if (folder)
        await page.screenshot({ path: `${folder}/rules-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function addReviewer(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/desk/settings`);
  await addPerson(page, reviewer, "liaison");
  await page.goto(`${url}/desk`);
}

async function addPerson(page: Page, who: typeof reviewer, role: string): Promise<void> {
  const form = page.getByRole("form", { name: "Add a person" });
  await form.getByLabel("Name").fill(who.name);
  await form.getByLabel("Email").fill(who.email);
  await form.getByLabel("Role").selectOption(role);
  await form.getByLabel("First password").fill(who.password);
  await form.getByRole("button", { name: "Add person" }).click();
  await expectOf(page.getByText("Added.")).toBeVisible();
}

const asReviewer = (browser: Browser, url: string) => signedIn(browser, url, reviewer);

async function signedIn(
  browser: Browser,
  url: string,
  who: { email: string; password: string },
): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(who.email);
  await page.getByLabel("Password").fill(who.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expectOf(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
  return page;
}
