import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Stack } from "./stack";

// A product of its own: it counts what is open.
test.use({ demo: true, env: { JOURNEY: "verbs" } });

const read = async (stack: Stack, path = "/") => (await fetch(stack.url + path)).text();
const json = async (stack: Stack, path: string) => (await fetch(`${stack.url}/api/v2/${path}`)).json();

/** Fills a form by its labels and sends it; readers then see what it did. */
async function send(page: Page, name: string | RegExp, fields: Record<string, string>, button: string) {
  const form = page.getByRole("form", { name });
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value);
  await form.getByRole("button", { name: button, exact: true }).click();
}
const published = (page: Page) =>
  expect(page.getByText("Published, readers see it.").filter({ visible: true }).first()).toBeVisible();

test("an update's words are corrected, with the old ones struck; what is resolved is reopened with a promise", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  const { incidents } = await json(stack, "incidents.json");
  const [open, resolved] = [
    incidents.find(({ status }: { status: string }) => status !== "resolved"),
    incidents.find(({ status }: { status: string }) => status === "resolved"),
  ];
  await page.goto(`${stack.url}/desk/incidents/${open.id}`);
  await page.getByText("Correct the words").first().click();
  await send(page, /^Correct update/, { Words: "One in nine card payments." }, "Publish the correction");
  await published(page);
  expect(await read(stack)).toMatch(/One in nine card payments\..*<del>/s);

  await page.goto(`${stack.url}/desk/incidents/${resolved.id}`);
  await page.getByText("Reopen this incident").click();
  await expect(page.getByLabel(/^Next update by/)).not.toHaveValue("");
  await send(page, "Reopen this incident", { Words: "It came back for a few." }, "Reopen and publish");
  await expect.poll(async () => (await json(stack, "incidents/unresolved.json")).incidents.length).toBe(2);
  expect(await read(stack, `/incidents/${resolved.id}`)).toContain("It came back for a few.");
});

test("a past incident is written down: history and the service's days have it, nobody is told", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  const day = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${stack.url}/desk/incidents/backfill`);
  await page.getByLabel("Title").fill("Returns could not be printed");
  await page.getByLabel(/^Began/).fill(`${day}T09:00`);
  await page.getByLabel(/^Ended/).fill(`${day}T10:30`);
  await page.getByLabel("Returns", { exact: true }).selectOption({ label: "Partial outage" });
  await page.getByLabel("Words").fill("Labels for returns came out empty.");
  await page.getByLabel("How it ended").fill("They print again.");
  await page.getByRole("button", { name: "Publish to the history" }).click();
  await published(page);
  const front = await read(stack);
  expect(front).toContain("Returns could not be printed");
  expect(front).toContain("1 h 30 min");
  await page.goto(`${stack.url}/desk/deliveries`);
  await expect(page.getByRole("main").getByText("Returns could not be printed")).toHaveCount(0);
});

test("planned work is spoken of, moved and called off", async ({ page, stack, signIn }) => {
  await signIn();
  const planned = async () =>
    (await json(stack, "scheduled-maintenances/upcoming.json")).scheduled_maintenances as {
      id: string;
      scheduled_for: string;
    }[];
  const { id } = (await planned())[0]!;
  await page.goto(`${stack.url}/desk/maintenances/${id}`);
  await send(page, "Post an update", { Words: "All is prepared." }, "Publish update");
  await published(page);
  expect(await read(stack, `/maintenances/${id}`)).toContain("All is prepared.");
  await expect(page.getByRole("form", { name: "Post an update" }).getByLabel("Words")).toHaveValue("");

  const moved = { Begins: "2027-05-01T09:00", Ends: "2027-05-01T09:30", Words: "A week later." };
  await page.getByText("Move it to another time").click();
  await send(page, "Move it to another time", moved, "Publish the new time");
  await expect
    .poll(async () => (await planned()).find((one) => one.id === id)?.scheduled_for)
    .toBe("2027-05-01T09:00:00.000Z");
  // The answer brings the page as it is then: what is sent before it speaks of an older one.
  const move = page.getByRole("form", { name: "Move it to another time" });
  await expect(move.getByText("Published, readers see it.")).toBeVisible();
  await expect(page.getByLabel(/^Begins/)).toHaveValue("2027-05-01T09:00");
  expect(await read(stack, `/maintenances/${id}.ics`)).toMatch(/DTSTART:20270501T090000Z/);

  page.on("dialog", (dialog) => dialog.accept());
  await page.getByText("Cancel it").first().click();
  await send(page, "Cancel it", { Words: "It is not needed." }, "Cancel the maintenance");
  await expect.poll(async () => (await planned()).some((one) => one.id === id)).toBe(false);
  expect(await read(stack, `/maintenances/${id}.ics`)).toContain("STATUS:CANCELLED");
});

test("services are renamed, ordered, hidden and retired, and readers follow", async ({
  page,
  stack,
  signIn,
}) => {
  await signIn();
  const names = async (): Promise<string[]> =>
    (await json(stack, "components.json")).components
      .filter(({ group }: { group: boolean }) => !group)
      .map(({ name }: { name: string }) => name);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  page.on("dialog", (dialog) => dialog.accept());
  await page.goto(`${stack.url}/desk/services`);

  await page.getByText("Edit", { exact: true }).nth(2).click();
  await send(page, "Edit Checkout", { Name: "Cart and checkout" }, "Save service");
  await expect.poll(names).toContain("Cart and checkout");
  await press("Move Search up");
  await expect.poll(async () => (await names())[0]).toBe("Search");
  await press("Hide Inventory");
  await expect.poll(names).not.toContain("Inventory");
  await press("Show Inventory");
  await expect.poll(names).toContain("Inventory");
  await press("Retire Gift cards");
  await expect.poll(names).not.toContain("Gift cards");
  await expect(page.getByText("Gift cards")).toHaveCount(0);

  await send(page, "Add a group", { "Group name": "Partners" }, "Add group");
  await page.getByLabel("Service name").fill("Partner exchange");
  await page.getByRole("form", { name: "Add a service" }).getByLabel("Group").selectOption("Partners");
  await press("Add service");
  await expect.poll(async () => await read(stack)).toMatch(/Partners.*Partner exchange/s);
});
