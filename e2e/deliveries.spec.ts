import type { Page } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { startResendDouble } from "@/communications/channels/email/testing/resend-double";
import { recordReceipt } from "@/communications/deliveries/receipts";
import { letRest } from "@/communications/senders/rest";
import { type Database, openDatabase } from "@/db/client";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { services } from "@/db/schema/services";
import { users } from "@/db/schema/users";
import { openIncident } from "@/status/incidents/open-incident";
import { admin, expect, test } from "./fixtures";
import { type Stack, startStack } from "./stack";
import { violations } from "./violations";

const people = 700;
const refused = "reader7@many.example";

let stack: Stack;
let database: Database;
let double: Awaited<ReturnType<typeof startResendDouble>>;

/** The product with a provider that takes one call a second, and people to write to. */
test.beforeAll(async () => {
  test.setTimeout(400_000);
  double = await startResendDouble();
  double.bad.add(refused);
  const env = {
    RESEND_API_KEY: "re_test",
    RESEND_BASE_URL: double.url,
    SEND_REQUESTS_PER_SECOND: "1",
    UNDO_SECONDS: "0",
  };
  stack = await startStack({ demo: true, adminEmail: admin.email, adminPassword: admin.password, env });
  database = await openDatabase(stack.databaseUrl);
  await database.db.execute(sql`
    insert into subscribers (id, person_id, audience_id, channel, address, state, scope, detail, confirmed_at, created_at, updated_at)
    select id, id, (select id from audiences where slug = 'public'), 'email', 'reader' || n || '@many.example',
      'confirmed', 'all_services', 'every_update', now(), now(), now()
    from (select n, substr(md5(n::text), 1, 12) as id from generate_series(1, ${people}) n) counted`);
});
test.afterAll(async () => {
  await database?.close();
  await stack?.stop();
  await double?.close();
});

/** An incident that everybody hears of. */
async function tell(): Promise<string> {
  const { db } = database;
  const [user] = await db.select().from(users).limit(1);
  const [service] = await db.select().from(services).limit(1);
  const now = new Date();
  const actor = { kind: "user", id: user!.id, role: "owner", name: "Ines" } as const;
  const { updateId } = await openIncident(
    { db, actor, now },
    {
      ...{ title: "Card payments fail", status: "investigating", severity: "SEV2", impact: "major" },
      ...{ words: "Cards are declined.", tell: true, nextUpdateBy: new Date(now.getTime() + 20 * 60_000) },
      services: [{ serviceId: service!.id, state: "partial_outage" }],
    },
  );
  return updateId;
}

async function signInAt(page: Page) {
  await page.goto(`${stack.url}/sign-in`);
  await page.getByLabel("Email", { exact: true }).fill(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Now" })).toBeVisible();
}

async function expectNoViolations(page: Page, where: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${where}, ${colorScheme}`).toEqual([]);
  }
}

const stat = async (page: Page, word: string) =>
  Number(
    (await page.locator("dl.stats div", { hasText: word }).locator("dd").textContent())?.replaceAll(
      ",",
      "",
    ) ?? "0",
  );

test("a telling is watched to its end, one message's story is read, and what failed is tried again", async ({
  page,
}) => {
  await signInAt(page);
  const updateId = await tell();

  await test.step("progress moves without a reload, at the rate that the provider takes", async () => {
    await page.goto(`${stack.url}/desk/deliveries`);
    await expect(page.getByRole("link", { name: "Card payments fail, update 1" })).toBeVisible({
      timeout: 20_000,
    });
    await page.getByRole("link", { name: "Card payments fail, update 1" }).click();
    await expect(page.getByText(/messages a (second|minute)/)).toBeVisible({ timeout: 20_000 });
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    const before = await stat(page, "handed over");
    await expect.poll(() => stat(page, "handed over"), { timeout: 20_000 }).toBeGreaterThan(before);
    await expect(page.getByText(/^All settled/)).toBeVisible({ timeout: 60_000 });
    expect(await page.evaluate(() => "stayed" in window)).toBe(true);
    await expectNoViolations(page, "ledger");
  });

  await test.step("after the end, a receipt still shows without a reload", async () => {
    await expect(page.locator("dl.stats")).not.toContainText("delivered");
    const { db } = database;
    const [sent] = await db.select().from(deliveries).where(eq(deliveries.state, "sent")).limit(1);
    const now = new Date();
    const said = { providerId: sent!.providerId!, suppresses: null, detail: null, at: now };
    await recordReceipt({ db, now }, { ...said, id: "msg_1", state: "delivered" });
    await expect(page.locator("dl.stats")).toContainText("delivered", { timeout: 20_000 });
  });

  await test.step("the one who was refused is found, and their story says why", async () => {
    await page.getByRole("searchbox", { name: "Search addresses" }).fill("READER7@");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: refused }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(refused);
    const story = page.getByRole("list").filter({ hasText: "Planned" });
    await expect(story).toContainText("you chose all services");
    await expect(story).toContainText("Refused");
    await expect(story).toContainText("Invalid `to` field.");
    await expect(page.frameLocator("iframe").getByText("Cards are declined.")).toBeVisible();
    await expectNoViolations(page, "story");
  });

  await test.step("tried again with a reason, it goes, and the story keeps both", async () => {
    double.bad.clear();
    await page.getByLabel("Why try again?").fill("their mailbox is back");
    await page.getByRole("button", { name: "Try it again" }).click();
    await expect(page.getByText("The provider took it")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText("“their mailbox is back”")).toBeVisible();
    await expect(page.getByText("Before: Invalid `to` field.")).toBeVisible();
    expect(double.delivered.filter(({ to }) => to[0] === refused)).toHaveLength(1);
  });

  await test.step("the ledger is a file", async () => {
    const csv = await (await page.request.get(`${stack.url}/desk/deliveries/${updateId}/ledger.csv`)).text();
    expect(csv.trimEnd().split("\n").length).toBeGreaterThan(people);
    expect(csv).toContain(`email,${refused},sent,you chose all services`);
  });
});

test("what nobody knows of asks for a person, and is decided with a reason", async ({ page }) => {
  const { db } = database;
  const [row] = await db.select().from(deliveries).where(eq(deliveries.state, "sent")).limit(1);
  const [fanOut] = await db.select().from(fanOuts).where(eq(fanOuts.updateId, row!.updateId));
  await db.transaction(async (tx) => {
    const failure = "No answer within 23 hours";
    await tx
      .update(deliveries)
      .set({ state: "unknown", failure })
      .where(eq(deliveries.recipientId, row!.recipientId));
    await tx
      .update(fanOuts)
      .set({ unknown: 1, sent: fanOut!.sent - 1 })
      .where(eq(fanOuts.updateId, row!.updateId));
  });
  await signInAt(page);
  await expect(page.getByRole("navigation", { name: "Desk" }).getByTitle("waits for a person")).toHaveText(
    "1",
  );
  await page.getByRole("link", { name: "1 of one update" }).click();
  await expect(page).toHaveURL(/state=unknown/);
  await expectNoViolations(page, "unknown ones");
  await page.getByLabel("How do you know?").fill("it stands in the provider's log");
  await page.getByRole("button", { name: "They arrived" }).click();
  await expect(page.getByText("Nobody is in this list.")).toBeVisible();
  await page.goto(`${stack.url}/desk/deliveries/${row!.updateId}/email/${row!.recipientId}`);
  await expect(page.getByText("says that it arrived", { exact: false }).first()).toBeVisible();
});

test("a provider that rests is told of at the desk, and a person need not wait", async ({ page }) => {
  const reason = "daily_quota_exceeded: 100 a day";
  await letRest(database.db, "resend", { kind: "tryAgain", reason, retryAfterSeconds: 7200, rest: "quota" });
  await signInAt(page);
  const notice = page.getByRole("region", { name: "Sending by resend rests" });
  await expect(notice).toContainText("The quota is used up");
  await expectNoViolations(page, "resting");
  await page.goto(`${stack.url}/desk/deliveries`);
  await notice.getByRole("button", { name: "Try now" }).click();
  await expect(notice).toHaveCount(0);
});

test("every message can be looked at before anybody gets one", async ({ page }) => {
  await signInAt(page);
  await page.goto(`${stack.url}/desk/deliveries`);
  await page.getByRole("link", { name: "How messages look" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("How messages look");
  await expect(page.frameLocator("iframe").first().getByText("We have found the cause")).toBeVisible();
  for (const channel of ["webhook", "slack", "teams", "discord", "sms", "push", "email"]) {
    for (const shown of ["merged", "hostile", "confirm"]) {
      await page.goto(`${stack.url}/desk/previews?channel=${channel}&shown=${shown}`);
      await expect(page.getByRole("heading", { level: 2 }).last()).toBeVisible();
      await expectNoViolations(page, `${channel}, ${shown}`);
    }
  }
});
