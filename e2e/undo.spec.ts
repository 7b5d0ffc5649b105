import { setTimeout as wait } from "node:timers/promises";
import { openDatabase } from "@/db/client";
import { makeService, makeSubscriber } from "@/db/factories";
import { expect, test } from "./fixtures";
import { letters, letterTo } from "./letters";
import { violations } from "./violations";

const holdSeconds = 10;
// A product of its own: what others leave behind is not its business.
test.use({ demo: false, undoSeconds: holdSeconds, env: { JOURNEY: "undo" } });

const reader = "marta@example.com";
const title = "Checkout loses orders";
const surfaces = [
  "/",
  "/api/v2/summary.json",
  "/api/v2/incidents.json",
  "/history",
  "/history.atom",
  "/feed.json",
];

const read = async (url: string) =>
  (await Promise.all(surfaces.map(async (path) => (await fetch(url + path)).text()))).join();

test("what was published by mistake is taken back from the page, and no letter of it ever leaves", async ({
  page,
  stack,
  signIn,
  press,
}) => {
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  await makeService(db);
  await makeSubscriber(db, { address: reader });
  await close();
  await signIn();

  const publish = async () => {
    await page.getByRole("button", { name: /^Publish and tell 1 person/ }).click();
    await expect(page.getByText("Published, readers see it.")).toBeVisible();
  };
  let incident = "";

  await test.step("it is on the page at once, and the desk counts down", async () => {
    await page.goto(`${stack.url}/desk/incidents/new`);
    await page.getByLabel("Title").fill(title);
    await page.getByLabel("Words").fill("Every second order is lost.");
    await page.getByLabel("Checkout", { exact: true }).selectOption({ label: "Major outage" });
    await publish();
    await expect(page.getByText(/^1 person is told in \d+ s\.$/)).toBeVisible();
    const summary = await (await fetch(`${stack.url}/api/v2/summary.json`)).json();
    incident = summary.incidents[0].id;
    expect(await read(stack.url)).toContain(title);
    expect((await fetch(`${stack.url}/incidents/${incident}`)).status).toBe(200);
  });

  await test.step("Z takes it back: from every surface, and its address leads nowhere", async () => {
    await press("z");
    await expect(page.getByText("Taken back, readers see it no more.")).toBeVisible();
    expect(await read(stack.url)).not.toContain(title);
    expect((await fetch(`${stack.url}/incidents/${incident}`)).status).toBe(404);
    const { status } = await (await fetch(`${stack.url}/api/v2/status.json`)).json();
    expect(status.indicator).toBe("none");
  });

  await test.step("the words are back in the form, and stay there after a reload", async () => {
    await expect(page.getByLabel("Words")).toHaveValue("Every second order is lost.");
    await expect(page.getByLabel("Words")).toBeFocused();
    await page.reload();
    await expect(page.getByLabel("Title")).toHaveValue(title);
    await expect(page.getByLabel("Words")).toHaveValue("Every second order is lost.");
  });

  await test.step("no letter leaves, long after its time", async () => {
    await wait((holdSeconds + 4) * 1000);
    expect(letters(stack, reader)).toEqual([]);
  });

  await test.step("published anew, the letter leaves once, after the hold", async () => {
    await page.getByLabel("Words").fill("Some orders are lost.");
    const began = Date.now();
    await publish();
    expect(await violations(page)).toEqual([]);
    await wait((holdSeconds - 3) * 1000 - (Date.now() - began));
    expect(letters(stack, reader), "not yet").toEqual([]);
    await expect(page.getByText("1 person is being told.")).toBeVisible({ timeout: 15_000 });
    await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
    const letter = await letterTo(stack, reader, /^Checkout: major outage/);
    expect(letter.text).toContain("Some orders are lost.");
    expect(letter.text).not.toContain("Every second");
    await wait(2_000);
    expect(letters(stack, reader)).toHaveLength(1);
  });

  await test.step("an update is taken back from the incident's own page; the desk remembers, readers do not", async () => {
    await page.getByRole("link", { name: "Open the incident" }).click();
    await page.getByRole("link", { name: /^Write update/ }).click();
    await page.getByLabel("Resolved").check();
    await page.getByLabel("Words").fill("Over, or so we think.");
    await publish();
    await page.getByRole("link", { name: "Open the incident" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(page.getByText("Taken back, readers see it no more. Nobody was told.")).toBeVisible();
    const struck = page
      .getByRole("listitem")
      .filter({ hasText: "taken back by owner@example.com before anybody was told" })
      .first();
    await expect(struck.locator("del")).toContainText("Over, or so we think.");
    expect(await read(stack.url)).not.toContain("or so we think");
    await page.getByRole("link", { name: "Go on writing" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText("Update 3");
    await expect(page.getByLabel("Words")).toHaveValue("Over, or so we think.");
    await expect(page.getByLabel("Resolved")).toBeChecked();
  });

  await test.step("the ledger says so", async () => {
    await page.goto(`${stack.url}/desk/deliveries`);
    await page.getByRole("link", { name: `${title}, update 2` }).click();
    await expect(page.getByRole("row", { name: new RegExp(reader) })).toContainText("Undone");
  });
});
