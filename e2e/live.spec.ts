import type { Browser, Page } from "@playwright/test";
import { openDatabase } from "@/db/client";
import { makeService } from "@/db/factories";
import { admin, expect, test } from "./fixtures";
import { violations } from "./violations";

test.use({ demo: false, undoSeconds: 10 });

const title = "Checkout loses orders";

/** A second person's desk. */
async function anotherDesk(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
  return page;
}

/** Opens the incident that these journeys are about. */
async function open(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/desk/incidents/new`);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Words", { exact: true }).first().fill("Every second order is lost.");
  await page.getByRole("button", { name: /^Publish/ }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible();
}

test("what one desk publishes shows on the other without a reload, and one press says that nothing is new", async ({
  page,
  browser,
  stack,
  signIn,
  press,
}) => {
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  await makeService(db);
  await close();
  await signIn();
  const other = await anotherDesk(browser, stack.url);
  let loads = 0;
  other.on("load", () => loads++);

  await test.step("an incident opens on the other desk within two seconds", async () => {
    await expect(other.getByText("No open incidents.")).toBeVisible();
    await open(page, stack.url);
    await expect(other.getByRole("heading", { level: 3, name: title })).toBeVisible({ timeout: 2_000 });
  });

  await test.step("one press says that nothing is new: the other desk, the page, the way back", async () => {
    await other.goto(`${stack.url}/desk/incidents`);
    await other.getByRole("link", { name: title }).click();
    await expect(other.getByRole("list", { name: "Promises" }).getByText("Public")).toBeVisible();
    loads = 0;
    await page.goto(`${stack.url}/desk`);
    await expect(page.getByRole("list", { name: "Promises" }).getByRole("listitem")).toHaveCount(1);
    await press("e");
    const button = page.getByRole("button", { name: /^No change, next by \d\d:\d\d/ });
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("Published, readers see it.")).toBeVisible();
    await expect(other.locator("#update-2 .words")).toContainText("Nothing new since", { timeout: 2_000 });
    expect(await (await fetch(stack.url)).text()).toContain("Nothing new since");
    await press("z");
    await expect(page.getByText("Taken back. Nobody was told.")).toBeVisible();
    await expect(other.getByText(/before anybody was told/).first()).toBeVisible({ timeout: 2_000 });
    expect(await (await fetch(stack.url)).text()).not.toContain("Nothing new since");
    expect(loads).toBe(0);
  });

  await test.step("the line is for who is signed in, and closes with the session", async () => {
    const answer = await fetch(`${stack.url}/desk/live`, { redirect: "manual" });
    expect([302, 307, 401]).toContain(answer.status);
    expect(await answer.text()).not.toContain("event:");
    const forged = await fetch(`${stack.url}/desk/live`, {
      headers: { cookie: "next-auth.session-token=forged" },
      redirect: "manual",
    });
    expect(forged.status).toBe(401);
  });
  await other.context().close();
});

test("the palette goes anywhere by keys alone", async ({ page, stack, signIn, press }) => {
  await signIn();
  const opened = page.getByRole("heading", { level: 3, name: title });
  if (!(await opened.isVisible())) await open(page, stack.url);
  await page.goto(`${stack.url}/desk`);
  const palette = page.getByRole("dialog", { name: "Find or do" });
  const field = palette.getByRole("combobox", { name: "Find or do" });

  await press("ControlOrMeta+k");
  await expect(field).toBeFocused();
  await expect(palette.getByRole("option", { name: new RegExp(`Write update ${title}`) })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  expect(await violations(page)).toEqual([]);
  await field.fill("deliv");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Deliveries" })).toBeVisible();

  await press("/");
  await field.fill("loses orders");
  await expect(palette.getByRole("option", { name: new RegExp(`Incidents ${title}`) })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();

  await press("ControlOrMeta+k");
  await expect(field).toHaveValue("");
  await field.fill("update loses");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/update$/);

  await press("ControlOrMeta+k");
  await expect(palette).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();
  await page.goto(`${stack.url}/desk`);
  await press("?");
  await expect(page.getByRole("dialog", { name: "Keys" }).getByText("Find or do anything")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("three taps open an incident from ready words", async ({ page, stack, signIn }) => {
    await signIn();
    await page.goto(`${stack.url}/desk/deliveries`);
    let taps = 0;
    const tap = async (target: ReturnType<Page["getByRole"]>) => {
      taps++;
      await target.tap();
    };
    await tap(page.getByRole("button", { name: "Find or do" }));
    await tap(page.getByRole("option", { name: /Open incident Slow/ }));
    await expect(page.getByLabel("Title")).toHaveValue("Pages load slowly");
    await tap(page.getByRole("button", { name: /^Publish/ }));
    await expect(page.getByText("Published, readers see it.")).toBeVisible();
    expect(taps).toBe(3);
    expect(await (await fetch(stack.url)).text()).toContain("Pages load slowly");
  });
});
