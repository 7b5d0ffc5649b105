import { expect, test } from "./fixtures";
import type { Stack } from "./stack";

test.use({ demo: true, timezoneId: "Asia/Tokyo" });

/** Somebody else at the desk says something, through the verb and the front's own door. */
async function sayElsewhere(stack: Stack, words: string) {
  const { openDatabase } = await import("@/db/client");
  const { incidents, users } = await import("@/db/schema");
  const { ne, eq } = await import("drizzle-orm");
  const { postUpdate } = await import("@/status/incidents/post-update");
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 1 });
  const [owner] = await db.select().from(users).where(eq(users.role, "owner"));
  const [open] = await db.select().from(incidents).where(ne(incidents.status, "resolved"));
  const now = new Date();
  const actor = { kind: "user", id: owner!.id, role: "owner", name: "Owner" } as const;
  const { version } = await postUpdate(
    { db, actor, now },
    {
      incidentId: open!.id,
      status: "monitoring",
      severity: open!.severity,
      impact: open!.impact,
      words,
      services: [],
      nextUpdateBy: new Date(now.getTime() + 30 * 60_000),
      tell: false,
    },
  );
  await close();
  const told = await fetch(`${stack.controlUrl}/refresh`, {
    method: "POST",
    headers: { authorization: `Bearer ${stack.internalToken}`, "content-type": "application/json" },
    body: JSON.stringify({ version }),
  });
  expect(told.status).toBe(200);
}

test("times are in the reader's zone, and the zone is named", async ({ page, stack }) => {
  await page.goto(stack.url);
  await expect(page.getByText("Asia/Tokyo").first()).toBeVisible();
  const shown = page.locator('time[data-t="clock"]').first();
  const expected = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "Asia/Tokyo",
  });
  await expect(shown).toContainText(expected.format(new Date((await shown.getAttribute("datetime"))!)));
});

test("an open page shows news by itself, without losing the place", async ({ page, stack }) => {
  await page.clock.install();
  await page.goto(stack.url);
  await sayElsewhere(stack, "It works again for most. We keep watching.");
  await page.clock.runFor(31_000);
  await expect(page.getByText("It works again for most. We keep watching.").first()).toBeVisible();
});

test("somebody who fills in the form is offered the news, and loses nothing", async ({ page, stack }) => {
  await page.clock.install();
  await page.goto(stack.url);
  await page.getByLabel("Email", { exact: true }).fill("marta@example.com");
  await sayElsewhere(stack, "News for somebody who is typing.");
  await page.clock.runFor(31_000);
  await expect(page.locator(".news").filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByText("News for somebody who is typing.")).toHaveCount(0);
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue("marta@example.com");
});

test("an open page that gets no answer stops showing anything as working, and recovers", async ({
  page,
  stack,
}) => {
  await page.clock.install();
  await page.goto(stack.url);
  await expect(page.locator("html")).toHaveAttribute("data-confirmed", "yes");
  await page.route("**/stamp.json", (route) => route.abort());
  await page.clock.runFor(90_000);
  await expect(page.locator("html")).toHaveAttribute("data-confirmed", "yes");
  await page.clock.runFor(60_000);
  await expect(page.locator("html")).toHaveAttribute("data-confirmed", "no");
  await expect(page.getByText("Operational", { exact: true }).filter({ visible: true })).toHaveCount(0);
  await expect(page).toHaveTitle(/not confirmed/i);
  await page.unroute("**/stamp.json");
  await page.clock.resume();
  await page.clock.runFor(31_000);
  await expect(page.locator("html")).toHaveAttribute("data-confirmed", "yes", { timeout: 40_000 });
});

test("the page asks nobody else for anything, and runs one small script of its own", async ({
  page,
  stack,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(stack.url, { waitUntil: "networkidle" });
  expect(new Set(asked.map((url) => new URL(url).pathname))).toEqual(
    new Set(["/", "/page.js", "/stamp.json"]),
  );
  expect(new Set(asked.map((url) => new URL(url).origin))).toEqual(new Set([stack.url]));
  expect(problems).toEqual([]);
});

test("on paper there is nothing to press, a link says where it leads, and dark colours are off", async ({
  page,
  stack,
}) => {
  await sayElsewhere(stack, "The bank [says more](https://bank.example/status) of it.");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.goto(stack.url);
  const pressed = page.locator("button, input, select, textarea, summary, nav");
  await expect(pressed.filter({ visible: true })).toHaveCount(0);
  const printed = await page
    .getByRole("link", { name: "says more" })
    .first()
    .evaluate((link) => getComputedStyle(link, "::after").content);
  expect(printed).toContain("https://bank.example/status");
  const [paper, ink] = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    return [backgroundColor, color];
  });
  expect([paper, ink]).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
});
