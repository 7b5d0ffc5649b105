import type { Page } from "@playwright/test";
import { openDatabase } from "@/db/client";
import { makeService } from "@/db/factories";
import { expect, test } from "./fixtures";
import { letters, letterTo, linkIn } from "./letters";
import type { Stack } from "./stack";
import { violations } from "./violations";

// A product of its own: what others leave behind is not its business.
test.use({ demo: false, env: { JOURNEY: "stakeholder" } });

const chief = "chief@larkfield.example";
const words = "We lose about 4,000 euros an hour and expect to be back by three.";
const cost = "About € 1,400 a minute, from payments seen.";
const legalWords = "Personal data is touched.";
/** Whatever tells a stranger that there are private audiences, or what they read. */
const secrets = [
  "Executives",
  "executives",
  "Legal",
  chief,
  words,
  cost,
  legalWords,
  "Was anybody charged",
  "/s/",
];

/** Every public address, and some that are not there. */
const surfaces = (incident: string) => [
  ...["/", "/history", "/subscribe", "/no-such-page", "/s", "/s/", "/sitemap.xml", "/robots.txt"],
  ...["/history.atom", "/history.rss", "/feed.json", "/maintenance.ics", "/stamp.json", "/page.js"],
  ...["summary", "status", "components", "incidents", "incidents/unresolved", "scheduled-maintenances"].map(
    (name) => `/api/v2/${name}.json`,
  ),
  ...[`/incidents/${incident}`, "/incidents/zzzzzzzzzzzz", "/p/executives", "/api/v2/nothing.json"],
  ...["/executives", "/s/executives/nothing", "/sign-in", "/api/health"],
];

async function axe(page: Page, where: string) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page), `${where}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

async function prepare(stack: Stack) {
  const { db, close } = await openDatabase(stack.databaseUrl, { connectionsMax: 2 });
  await makeService(db);
  await close();
}

/** Somebody in a browser of their own, without JavaScript: their page needs none. */
const visitor = async (page: Page) =>
  (await page.context().browser()!.newContext({ javaScriptEnabled: false })).newPage();

test("an executive gets in by a mailed link, sees only theirs, asks, and is answered; no stranger sees that there is anything", async ({
  page,
  stack,
  signIn,
}) => {
  test.setTimeout(180_000);
  await prepare(stack);
  await signIn();
  const executive = await visitor(page);
  let incident = "";

  await test.step("the liaison adds somebody to an audience that stands ready", async () => {
    await page.goto(`${stack.url}/desk/audiences`);
    await axe(page, "audiences");
    await page.getByRole("link", { name: "Executives", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Executives" })).toBeVisible();
    const form = page.getByRole("form", { name: "Add somebody" });
    await form.getByLabel("Email").fill(chief);
    await form.getByLabel("Name").fill("Marta Reyes");
    await form.getByLabel("Group").fill("Board");
    await form.getByRole("button", { name: "Add to the audience" }).click();
    await expect(page.getByRole("cell", { name: /^Marta Reyes/ })).toBeVisible();
    await axe(page, "an audience");
  });

  await test.step("one update, words for the public, executives and legal", async () => {
    await page.goto(`${stack.url}/desk/incidents/new`);
    await page.getByLabel("Title").fill("Card payments fail");
    await page.getByLabel("Checkout", { exact: true }).selectOption({ label: "Major outage" });
    await page.getByLabel("Words").fill("All card payments fail. Please try again.");
    for (const [name, said] of [
      ["Executives", words],
      ["Legal", legalWords],
    ] as const) {
      await page.getByLabel("Add an audience").selectOption({ label: name });
      await page.getByLabel(`Words for ${name}`).fill(said);
    }
    const publish = page.getByRole("button", { name: /^Publish/ });
    await expect(publish).not.toHaveAttribute("aria-disabled", "true");
    await publish.click();
    await expect(page.getByText("Published, readers see it.")).toBeVisible();
    const summary = await (await fetch(`${stack.url}/api/v2/summary.json`)).json();
    incident = summary.incidents[0].id;
  });

  await test.step("the letter has their words, and its link leads to a door that names nobody", async () => {
    const letter = await letterTo(stack, chief, /Checkout/);
    expect(letter.text).toContain(words);
    await executive.goto(linkIn(letter, /\/s\//));
    await expect(executive.getByRole("heading", { level: 1, name: "This page is private" })).toBeVisible();
    await expect(executive.getByText("Executives")).toHaveCount(0);
    await axe(page, "the door");
  });

  await test.step("the door looks the same before a page that is not there; a stranger gets no letter", async () => {
    const [known, unknown] = await Promise.all(
      ["executives", "nothing-here"].map(async (slug) => {
        const answer = await fetch(`${stack.url}/s/${slug}`);
        const headers = [...answer.headers].filter(([name]) => name !== "date" && name !== "x-request-id");
        const html = (await answer.text()).replaceAll(slug, "SLUG").replace(/<time.*?<\/time>/g, "TIME");
        return { status: answer.status, headers, html };
      }),
    );
    expect(unknown).toEqual(known);
    const stranger = await visitor(page);
    await stranger.goto(`${stack.url}/s/executives`);
    await stranger.getByLabel("Email").fill("stranger@example.com");
    await stranger.getByRole("button", { name: "Send me the link" }).click();
    await expect(stranger.getByRole("heading", { level: 1, name: "Check your mail" })).toBeVisible();
    await stranger.context().close();
  });

  await test.step("the mailed link lets in once, after a press", async () => {
    await executive.getByLabel("Email").fill(chief);
    await executive.getByRole("button", { name: "Send me the link" }).click();
    await expect(executive.getByRole("heading", { level: 1, name: "Check your mail" })).toBeVisible();
    const link = linkIn(await letterTo(stack, chief, /private page/), /\/in\//);
    await fetch(link);
    await executive.goto(link);
    await executive.getByRole("button", { name: "Open the page" }).click();
    await expect(executive.getByRole("heading", { level: 1, name: "Card payments fail" })).toBeVisible();
    await expect(executive).toHaveURL(/\/s\/executives$/);
    const thief = await visitor(page);
    await thief.goto(link);
    await thief.getByRole("button", { name: "Open the page" }).click();
    await expect(thief.getByText("This link does not work any more")).toBeVisible();
    await thief.context().close();
    expect(letters(stack, "stranger@example.com")).toEqual([]);
  });

  await test.step("they see their words, when they hear next and their letter, and nothing that is another's", async () => {
    await expect(executive.getByText(words)).toBeVisible();
    await expect(executive.getByRole("heading", { name: /^You will hear by / }).first()).toBeVisible();
    await expect(executive.locator("#sent").getByText(/Checkout/)).toBeVisible();
    await expect(executive.getByText(legalWords)).toHaveCount(0);
    await page.goto(`${stack.url}/desk/incidents/${incident}`);
    await page.locator("summary[aria-label='What it costs, for Executives']").click();
    const open = page.getByRole("form", { name: "Open it for Executives" });
    await open.getByLabel("What it costs", { exact: true }).fill(cost);
    await open.getByRole("button").click();
    await expect(page.getByText(cost).first()).toBeVisible();
    await executive.reload();
    await expect(executive.getByText(cost)).toBeVisible();
  });

  await test.step("they ask, and did not join the call", async () => {
    await executive.getByLabel("Your question", { exact: true }).fill("Was anybody charged twice?");
    await executive.getByRole("button", { name: "Ask", exact: true }).click();
    await expect(executive.getByText("waits for an answer")).toBeVisible();
    await executive.getByRole("button", { name: /about to join/ }).click();
    await expect(executive.getByText("1 person read this instead.")).toBeVisible();
  });

  await test.step("it waits at the desk; the liaison answers once, and keeps it for the next update", async () => {
    await page.goto(`${stack.url}/desk`);
    await page.getByRole("link", { name: "Was anybody charged twice?" }).click();
    const form = page.getByRole("form", { name: "Answer “Was anybody charged twice?”" });
    await form.getByLabel("Answer", { exact: true }).fill("No. **Nothing** was taken.");
    await form.getByLabel(/next update’s words for Executives/).check();
    await form.getByRole("button").click();
    await expect(page.getByText("nobody waits")).toBeVisible();
    await expect(page.getByText(/1 question of 1 person, 1 answered/)).toBeVisible();
    await axe(page, "the incident");
    await page.goto(`${stack.url}/desk/incidents/${incident}/update`);
    await page.getByRole("tab", { name: /^Executives/ }).click();
    await expect(page.getByLabel("Words for Executives")).toHaveValue(/Nothing/);
    await page.getByRole("tab", { name: /^Legal/ }).click();
    await expect(page.getByLabel("Words for Legal")).toHaveValue("");
  });

  await test.step("the executive reads the answer", async () => {
    await executive.reload();
    await expect(executive.getByText("No. Nothing was taken.")).toBeVisible();
    await expect(executive.getByText(/answered in/)).toBeVisible();
  });

  await test.step("the page stands without faults, in both schemes and on a phone", async () => {
    const seen = await page.context().browser()!.newContext();
    await seen.addCookies(await executive.context().cookies());
    const look = await seen.newPage();
    await look.goto(`${stack.url}/s/executives`);
    await expect(look.getByText(words)).toBeVisible();
    await axe(look, "the private page");
    for (const width of [1440, 390]) {
      await look.setViewportSize({ width, height: 900 });
      const wide = await look.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, `${width} px`).toBeLessThanOrEqual(width);
      if (process.env.SHOTS)
        await look.screenshot({ path: `${process.env.SHOTS}/s-${width}.png`, fullPage: true });
    }
    if (process.env.SHOTS) {
      await look.emulateMedia({ colorScheme: "dark" });
      await look.screenshot({ path: `${process.env.SHOTS}/s-dark.png`, fullPage: true });
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const [name, path] of [
          ["list", "audiences"],
          ["now", ""],
          ["incident", `incidents/${incident}`],
        ]) {
          await page.goto(`${stack.url}/desk/${path}`);
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
        }
        await page.goto(`${stack.url}/desk/audiences`);
        await page.getByRole("link", { name: "Executives", exact: true }).click();
        await page.getByRole("heading", { name: "People" }).waitFor();
        await page.screenshot({ path: `${process.env.SHOTS}/audience-${width}.png`, fullPage: true });
      }
    }
    await seen.close();
  });

  await test.step("no public surface holds a word, a name or an address of it, in body or head", async () => {
    for (const path of surfaces(incident)) {
      const answer = await fetch(stack.url + path, { redirect: "manual" });
      const whole = JSON.stringify([...answer.headers]) + (await answer.text());
      const own = path.startsWith("/s/") || path === "/executives" || path === "/p/executives";
      for (const secret of secrets) {
        if (own && (secret === "executives" || secret === "/s/")) continue;
        expect(whole.includes(secret), `${path} holds “${secret}”`).toBe(false);
      }
    }
  });

  await test.step("removed, they are out at once", async () => {
    await page.goto(`${stack.url}/desk/audiences`);
    await page.getByRole("link", { name: "Executives", exact: true }).click();
    page.once("dialog", (dialog) => dialog.accept());
    await page.getByRole("button", { name: "Remove Marta Reyes" }).click();
    await expect(page.getByText("nobody yet: nobody is told")).toBeVisible();
    await executive.reload();
    await expect(executive.getByRole("heading", { level: 1, name: "This page is private" })).toBeVisible();
    await expect(executive.getByText(words)).toHaveCount(0);
  });
});
