import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { letterTo } from "./letters";

// A product of its own: nobody else wants its endless words.
test.use({ demo: true, env: { JOURNEY: "phone" }, viewport: { width: 320, height: 700 } });

const deskPlaces = [
  ...["", "/incidents", "/incidents/new", "/incidents/backfill", "/maintenances", "/maintenances/new"],
  ...["/services", "/subscribers", "/deliveries", "/mailbox", "/settings", "/settings/cadence?preset=gitlab"],
];

/** How far the page reaches past the screen, sideways. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("on the narrowest phone no public page scrolls sideways", async ({ page, stack }) => {
  const { incidents } = await (await fetch(`${stack.url}/api/v2/incidents.json`)).json();
  const { scheduled_maintenances: maintenances } = await (
    await fetch(`${stack.url}/api/v2/scheduled-maintenances.json`)
  ).json();
  const permalinks = [`/incidents/${incidents[0].id}`, `/maintenances/${maintenances[0].id}`];
  for (const path of ["/", "/history", "/subscribe", "/no-such-page", ...permalinks, "/sign-in"]) {
    await page.goto(stack.url + path);
    expect(await overflow(page), path).toBe(0);
  }
});

test("every service's 90 days are equally long, whatever word stands above them", async ({ page, stack }) => {
  await page.goto(stack.url);
  const lengths = await page
    .locator(".sv .b")
    .evaluateAll((decks) => decks.map((deck) => Math.round(deck.getBoundingClientRect().width)));
  expect(lengths.length).toBeGreaterThan(10);
  expect(new Set(lengths).size).toBe(1);
});

test("a state that lasted says its word beside the shape", async ({ page, stack }) => {
  await page.goto(stack.url);
  await page
    .getByRole("link", { name: /full timeline/i })
    .first()
    .click();
  await expect(
    page.locator(".gb text").filter({ hasText: "Partial outage", visible: true }).first(),
  ).toBeVisible();
});

test("whatever somebody writes, the page and the letter hold it", async ({ page, stack, signIn }) => {
  await signIn();
  await page
    .getByRole("link", { name: /^Write update/ })
    .first()
    .click();
  const address = `https://status.example/${"without-an-end".repeat(20)}`;
  const words = `${"Endless".repeat(30)}\n\n- one\n- two with **bold** and ${address}\n\n\`\`\`\n${"code ".repeat(60)}\n\`\`\``;
  await page.getByLabel("Words", { exact: true }).fill(words);
  await page.getByRole("button", { name: /^Publish and tell \d/ }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible();

  await page.goto(stack.url);
  expect(await overflow(page), "the page").toBe(0);
  const item = page.locator(".said li").filter({ hasText: "two with" });
  await expect(item).toHaveCSS("display", "list-item");

  const letter = await letterTo(stack, "marta@harbour-shop.example", /identified/i);
  await page.goto("about:blank");
  await page.setContent(letter.html);
  expect(await overflow(page), "the letter").toBe(0);
});

test("the desk's places fit, the rail stays low, and where one is stays in sight", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  for (const place of deskPlaces) {
    await page.goto(`${stack.url}/desk${place}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await overflow(page), place).toBe(0);
    if (place === "/incidents/new") continue;
    expect((await page.locator(".rail").boundingBox())!.height, place).toBeLessThan(140);
    await expect(page.locator(".rail [aria-current]"), place).toBeInViewport({ ratio: 0.9 });
  }
});
