import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { letters, letterTo, linkIn } from "./letters";
import { letterViolations } from "./violations";

test.use({ demo: false });

const reader = "marta@example.com";

/** Every surface, read once: this is the "next read" after the desk said published. */
async function readSurfaces(url: string) {
  const paths = [
    "/",
    "/api/v2/summary.json",
    "/api/v2/incidents.json",
    "/history.atom",
    "/history.rss",
    "/feed.json",
  ];
  const bodies = await Promise.all(paths.map(async (path) => (await fetch(url + path)).text()));
  return Object.fromEntries(paths.map((path, index) => [path, bodies[index]!]));
}

async function publish(page: Page, button: RegExp) {
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible();
}

test("an update is written once; the page, the machines and the subscriber have it", async ({
  page,
  stack,
  signIn,
  browser,
}) => {
  await test.step("first sign-in, and the first services", async () => {
    await signIn();
    await page.goto(`${stack.url}/desk/services`);
    for (const name of ["Checkout", "Search"]) {
      await page.getByLabel("Service name").first().fill(name);
      await page.getByRole("button", { name: "Add service" }).click();
      await expect(page.getByRole("list").getByText(name, { exact: true }).first()).toBeVisible();
    }
    await expect.poll(async () => (await readSurfaces(stack.url))["/"]).toContain("Search");
  });

  await test.step("a visitor subscribes; opening the link confirms nothing, pressing the button does", async () => {
    const visitor = await browser.newPage({ javaScriptEnabled: false });
    await visitor.goto(stack.url);
    await visitor.getByLabel("Email", { exact: true }).fill(reader);
    await visitor.getByRole("button", { name: "Send me a link to confirm" }).click();
    const letter = await letterTo(stack, reader, /confirm/i);
    const link = linkIn(letter, /\/confirm\//);
    await fetch(link);
    await page.goto(`${stack.url}/desk/subscribers`);
    await expect(page.getByText(reader)).toHaveCount(0);
    await visitor.goto(link);
    await visitor.getByRole("button").first().click();
    await page.goto(`${stack.url}/desk/subscribers`);
    await expect(page.getByText(reader)).toBeVisible();
    await visitor.close();
  });

  let incident = "";
  await test.step("an incident is opened from a template in three actions", async () => {
    await page.goto(`${stack.url}/desk`);
    await page
      .getByRole("region", { name: /open incident/i })
      .getByRole("link")
      .first()
      .click();
    const title = await page.getByLabel("Title").inputValue();
    await page.getByLabel("Checkout").selectOption({ label: "Partial outage" });
    await publish(page, /^Publish and tell 1 person/);
    const surfaces = await readSurfaces(stack.url);
    for (const [path, body] of Object.entries(surfaces)) expect(unescaped(body), path).toContain(title);
    incident = JSON.parse(surfaces["/api/v2/summary.json"]!).incidents[0].id;
    expect(JSON.parse(surfaces["/api/v2/summary.json"]!).status.indicator).not.toBe("none");
    expect(surfaces["/"]).not.toMatch(/SEV\d/);
  });

  await test.step("the letter says what, and its links work", async () => {
    const letter = await letterTo(stack, reader, /Checkout/);
    expect(letter.headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
    expect(letter.html).toContain("<html");
    const reading = await browser.newContext();
    expect(await letterViolations(await reading.newPage(), letter.html)).toEqual([]);
    await reading.close();
    const opened = await fetch(linkIn(letter, /\/incidents\//));
    expect(opened.status).toBe(200);
  });

  await test.step("the desk shows the letter as a mail program would, and nothing in it can run", async () => {
    const refused: string[] = [];
    page.on(
      "console",
      (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()),
    );
    await page.goto(`${stack.url}/desk/mailbox`);
    await page
      .getByRole("link", { name: /Checkout/ })
      .first()
      .click();
    const letter = page.frameLocator('iframe[title="The letter"]');
    await expect(letter.getByRole("link", { name: "See the full timeline" })).toBeVisible();
    const frame = await page.request.get(`${page.url()}/letter`);
    expect(frame.headers()["content-security-policy"]).toMatch(/default-src 'none'.*sandbox/);
    expect(refused).toEqual([]);
  });

  await test.step("an update follows", async () => {
    await page.goto(`${stack.url}/desk/incidents/${incident}/update`);
    await page.getByLabel("Identified").check();
    await page.getByLabel("Words").fill("We found the cause and are **undoing it** now. No order was lost.");
    await publish(page, /^Publish and tell 1 person/);
    const surfaces = await readSurfaces(stack.url);
    for (const [path, body] of Object.entries(surfaces)) expect(body, path).toContain("undoing it");
    await letterTo(stack, reader, /identified/i);
  });

  await test.step("it is resolved, and everything works again", async () => {
    await page.goto(`${stack.url}/desk/incidents/${incident}/update`);
    await page.getByLabel("Resolved").check();
    await page.getByLabel("Words").fill("Card payments work again for everybody. No order was lost.");
    await publish(page, /^Publish and tell 1 person/);
    const surfaces = await readSurfaces(stack.url);
    expect(JSON.parse(surfaces["/api/v2/summary.json"]!)).toMatchObject({
      incidents: [],
      status: { indicator: "none", description: "All Systems Operational" },
    });
    await letterTo(stack, reader, /resolved/i);
  });

  await test.step("the ledger shows who was told", async () => {
    await page.goto(`${stack.url}/desk/deliveries`);
    await page
      .getByRole("main")
      .getByRole("link", { name: /update/i })
      .first()
      .click();
    await expect(page.getByText(reader)).toBeVisible();
  });

  await test.step("one click leaves, and nobody writes again", async () => {
    const told = letters(stack, reader);
    const oneClick = /<([^>]+)>/.exec(told.at(-1)!.headers["List-Unsubscribe"]!)![1]!;
    expect((await fetch(oneClick)).status, "looking is not leaving").toBe(200);
    const left = await fetch(oneClick, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(left.status).toBe(200);
    await page.goto(`${stack.url}/desk/incidents/new`);
    await page.getByLabel("Title").fill("Search is slow");
    await page.getByLabel("Words").fill("Searching takes up to ten seconds.");
    await page.getByLabel("Search", { exact: true }).selectOption({ label: "Degraded" });
    await publish(page, /^Publish to the page only/);
    expect(letters(stack, reader)).toHaveLength(told.length);
  });
});

test("planned work starts and ends by itself", async ({ page, stack, signIn }) => {
  await signIn();
  const soon = new Date(Date.now() + 3_000);
  // Planned through the verb: the form knows whole minutes, and nobody wants to wait for one.
  const { openDatabase } = await import("@/db/client");
  const { users, services } = await import("@/db/schema");
  const { scheduleMaintenance } = await import("@/status/maintenances/schedule-maintenance");
  const database = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  const [owner] = await database.db.select().from(users).limit(1);
  const [service] = await database.db.select().from(services).limit(1);
  const { maintenanceId } = await scheduleMaintenance(
    {
      db: database.db,
      actor: { kind: "user", id: owner!.id, role: "owner", name: "Owner" },
      now: new Date(),
    },
    {
      title: "A faster database",
      words: "Payouts pause for a moment.",
      serviceIds: [service!.id],
      scheduledFor: soon,
      scheduledUntil: new Date(soon.getTime() + 6_000),
      tell: false,
    },
  );
  await database.close();
  const status = async () => {
    const all = await (await fetch(`${stack.url}/api/v2/scheduled-maintenances.json`)).json();
    return all.scheduled_maintenances.find(({ id }: { id: string }) => id === maintenanceId)?.status;
  };
  await expect.poll(status, { timeout: 15_000, intervals: [100] }).toBe("in_progress");
  await page.goto(`${stack.url}/maintenances/${maintenanceId}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("A faster database");
  await expect.poll(status, { timeout: 20_000, intervals: [100] }).toBe("completed");
  expect(await (await fetch(`${stack.url}/maintenance.ics`)).text()).toContain(maintenanceId);
});

test("planned work is scheduled by the form", async ({ page, stack, signIn }) => {
  await signIn();
  await page.goto(`${stack.url}/desk/maintenances/new`);
  await page.getByLabel("Title").fill("Renewal of certificates");
  await page.getByLabel("Words").fill("Test requests may need one retry.");
  await page.getByLabel("Checkout").check();
  await page
    .getByLabel(/begins|starts|from/i)
    .first()
    .fill("2027-03-01T09:00");
  await page
    .getByLabel(/ends|until|to$/i)
    .first()
    .fill("2027-03-01T09:15");
  await page.getByRole("button", { name: "Schedule and publish" }).click();
  await expect(page.getByText("Published, readers see it.")).toBeVisible();
  expect(await (await fetch(stack.url)).text()).toContain("Renewal of certificates");
});

const unescaped = (body: string) =>
  body
    .replace(/&#x27;|&apos;|&#39;|\\u0027/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
