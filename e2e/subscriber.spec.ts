import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { type HookDouble, jsonOf, startHookDouble } from "@/communications/channels/testing/hook-double";
import { wires } from "@/communications/channels/testing/wires";
import { expect, test } from "./fixtures";
import { letterTo, linkIn } from "./letters";
import { violations } from "./violations";

test.use({ demo: true, env: { OUTBOUND_ALLOW: "127.0.0.1" } });

/** A reader's own machine, played on loopback. */
let machine: HookDouble;
test.beforeAll(async () => {
  machine = await startHookDouble(wires.webhook);
});
test.afterAll(() => machine.close());

const ana = "ana@reader.example";

async function check(page: Page, where: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${where}, ${colorScheme}`).toEqual([]);
  }
}
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

/** Subscribes by email; leaves the page on what they hear. */
async function subscribe(page: Page, url: string, stack: Parameters<typeof letterTo>[0], address: string) {
  await page.goto(`${url}/subscribe`);
  await page.getByLabel("Email", { exact: true }).fill(address);
  await page.getByLabel("Only what is major").check();
  await press(page, "Send me a link to confirm");
  await page.goto(linkIn(await letterTo(stack, address, /confirm/i), /\/confirm\//));
  await press(page, "Yes, write to me");
  await expect(page.getByText("This address is verified")).toBeVisible();
  await page.getByRole("link", { name: "Change what you hear" }).click();
}

test("a reader subscribes, chooses when, pauses, adds a machine, takes everything along, and is forgotten", async ({
  page,
  stack,
  signIn,
}) => {
  await subscribe(page, stack.url, stack, ana);
  const own = page.url();

  await expect(page.getByLabel("Only what is major")).toBeChecked();
  await page.getByLabel("Send me nothing between").check();
  await page.getByLabel("From").fill("23:15");
  await page.getByLabel("Until").fill("06:45");
  await page.getByLabel("Time zone").selectOption("Europe/Vienna");
  await press(page, "Save");
  await expect(heading(page, "Saved")).toBeVisible();
  await page.goto(own);
  await expect(page.getByLabel("From")).toHaveValue("23:15");
  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Vienna");
  await check(page, "what they hear");

  await press(page, "Pause");
  await expect(heading(page, "Paused")).toBeVisible();
  await page.goto(own);
  await expect(heading(page, "You are on a pause")).toBeVisible();
  await press(page, "End the pause");
  await expect(heading(page, "The pause is over")).toBeVisible();

  await page.goto(own);
  await page.getByRole("link", { name: "Add a channel" }).click();
  await page.getByRole("link", { name: "Webhook", exact: true }).click();
  await check(page, "a webhook's form");
  await page.getByLabel("Your URL").fill(`${machine.url}/status/k3y`);
  await page.getByLabel("Your email").fill(ana);
  await press(page, "Send me a link to confirm");
  await expect(heading(page, "Look for our message: Webhook")).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("k3y");
  await expect.poll(() => machine.taken.length).toBe(1);
  await page.goto(jsonOf(machine.taken[0]!).data.confirm_url);
  await expect(page.getByText("It then belongs together with a…@reader.example")).toBeVisible();
  await check(page, "a webhook's confirmation");
  await press(page, "Yes, write to me");
  const secret = await page.getByText(/^whsec_/).textContent();
  await check(page, "a webhook's secret");
  await press(page, "Send a test");
  await expect.poll(() => machine.taken.length).toBe(2);
  const { body, headers } = machine.taken[1]!;
  expect(new Webhook(secret!).verify(body.toString(), headers as Record<string, string>)).toMatchObject({
    type: "test",
  });

  await page.goto(own);
  await expect(page.getByRole("link", { name: /^Webhook: 127\.0\.0\.1/ })).toBeVisible();
  await page.getByRole("link", { name: "What was sent to you" }).click();
  await expect(heading(page, "What was sent to you")).toBeVisible();
  await check(page, "what was sent");
  await page.goto(own);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download your data" }).click();
  const data = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  expect(data.channels).toMatchObject([
    { channel: "email", address: ana, detail: "major_only", quietHours: { timeZone: "Europe/Vienna" } },
    { channel: "webhook", contact: ana },
  ]);

  await signIn();
  await page.goto(`${stack.url}/desk/subscribers?q=${ana}`);
  await expect(page.getByText("quiet from 23:15 to 06:45 (Europe/Vienna)")).toBeVisible();
  await check(page, "subscribers at the desk");

  await page.goto(own);
  await page.getByRole("link", { name: "Erase your data" }).click();
  await expect(page.getByText(/What stays:/)).toBeVisible();
  await check(page, "erasing");
  await press(page, "Erase my data");
  await expect(heading(page, "Your data is erased")).toBeVisible();
  await page.goto(own);
  await expect(heading(page, "You get no messages from us")).toBeVisible();
  await page.goto(`${stack.url}/desk/subscribers?q=${ana}`);
  await expect(page.getByText("Nobody found")).toBeVisible();
});

test("the same without a script: a pause, quiet hours and leaving are plain forms", async ({
  browser,
  stack,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  await subscribe(page, stack.url, stack, "bo@reader.example");
  const own = page.url();
  await page.getByLabel("Send me nothing between").check();
  await press(page, "Save");
  await expect(heading(page, "Saved")).toBeVisible();
  await press(page, "Pause");
  await expect(heading(page, "Paused")).toBeVisible();
  await page.goto(own);
  await page.getByRole("link", { name: "Stop this" }).click();
  await press(page, "Stop all mail");
  await expect(heading(page, "Messages stopped")).toBeVisible();
  await page.close();
});

test("the desk looks a file through before it imports it, adds one person by hand, and exports", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  await page.goto(`${stack.url}/desk/subscribers/import`);
  const rows = ["carla@reader.example,,yes,CRM list", "dan@reader.example,No such service,yes,CRM list"];
  const buffer = Buffer.from(["address,services,confirmed,source", ...rows].join("\n"));
  await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
  await press(page, "Look it through");
  await expect(page.getByText("Refused. There is no service “No such service” on the page.")).toBeVisible();
  await check(page, "an import looked through");
  await page.goto(`${stack.url}/desk/subscribers?q=carla`);
  await expect(page.getByText("Nobody found")).toBeVisible();

  await page.goto(`${stack.url}/desk/subscribers/import`);
  for (const button of ["Add 1 person", null]) {
    await page.getByLabel("CSV file").setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer });
    await press(page, "Look it through");
    await expect(page.getByRole("heading", { name: "What it would do" })).toBeVisible();
    if (button) {
      await press(page, button);
      await expect(page.getByRole("heading", { name: "Done" })).toBeVisible();
    } else await expect(page.getByRole("button", { name: /Add|Change|Ask/ })).toHaveCount(0);
  }

  await page.goto(`${stack.url}/desk/subscribers/new`);
  await check(page, "one person by hand");
  await page.getByLabel("Address").fill("erin@reader.example");
  await press(page, "Add");
  await expect(page.getByText("Saved. Who is asked")).toBeVisible();
  await letterTo(stack, "erin@reader.example", /confirm/i);

  await page.goto(`${stack.url}/desk/subscribers?q=carla`);
  await expect(page.getByText("CRM list")).toBeVisible();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(text).toContain("email,carla@reader.example,,every_update,en,yes,CRM list,");
  expect(text).not.toContain("erin@reader.example");
});
