import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { isInstalled, startStaticHost } from "@/publication/second-origin/testing/static-hosts";
import { expect, test } from "./fixtures";

test.use({ demo: true });

/** Every public surface, with a word that only the last truth holds. */
const surfaces = ["/", "/history", "/api/v2/summary.json", "/history.atom", "/history.rss", "/feed.json"];

test("readers keep the last truth while the database, the app, or both are down, and after a restart", async ({
  page,
  stack,
}) => {
  const before = await readAll(stack.url);

  await test.step("the database stops", async () => {
    await stack.stopPostgres();
    expect(await readAll(stack.url)).toEqual(before);
    await stack.startPostgres();
  });

  await test.step("the app stops", async () => {
    await stack.stopApp();
    expect(await readAll(stack.url)).toEqual(before);
  });

  await test.step("everything restarts while the app and the database stay down", async () => {
    await stack.stopPostgres();
    await stack.kill("front");
    await expect.poll(() => answers(stack.url), { timeout: 5000 }).toBe(true);
    expect(await readAll(stack.url)).toEqual(before);
  });

  await test.step("the page says how old it is and shows nothing as working", async () => {
    await page.goto(stack.url);
    await expect(page.locator("html")).toHaveAttribute("data-confirmed", "no", { timeout: 100_000 });
    await page.reload();
    await expect(page.getByText(/last confirmed/i).first()).toBeVisible();
    await expect(page.getByText("Operational", { exact: true }).filter({ visible: true })).toHaveCount(0);
  });

  await test.step("a second origin serves the same from plain files, and says what it cannot know", async () => {
    if (!isInstalled("nginx")) {
      console.log("nginx is not installed: what it would serve is not shown.");
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "drawbridge-export-"));
    const command = ["--import", "tsx", "scripts/publication.ts", "export", folder];
    execFileSync(process.execPath, command, { env: { ...process.env, DATA_DIR: stack.dataDir } });
    const host = await startStaticHost("nginx", folder);
    const url = `http://127.0.0.1:${host.port}`;
    expect(await readAll(url)).toEqual(before);
    await hoursLater(page, 6);
    await page.goto(url);
    await expect(page.locator("html")).toHaveAttribute("data-confirmed", "no");
    await expect(page.getByText("There may be newer words, which have not reached it.")).toBeVisible();
    await page.unrouteAll();
    await page.goto(stack.url);
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  await test.step("it confirms itself again when they come back", async () => {
    await stack.startPostgres();
    await stack.startApp();
    await expect
      .poll(async () => (await (await fetch(`${stack.url}/stamp.json`)).json()).confirmed, {
        timeout: 60_000,
      })
      .toBe(true);
    await page.reload();
    await expect(page.locator("html")).toHaveAttribute("data-confirmed", "yes");
  });
});

async function answers(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => null))?.status === 200;
}

/** The page learns the time from its origin's answers. */
async function hoursLater(page: Page, hours: number): Promise<void> {
  const date = new Date(Date.now() + hours * 3_600_000).toUTCString();
  await page.route("**/stamp.json", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), date } });
  });
}

/** What readers get: the JSON and the feeds to the letter, the pages without their stamp. */
async function readAll(url: string): Promise<Record<string, string>> {
  const read = await Promise.all(
    surfaces.map(async (surface) => {
      const answer = await fetch(url + surface);
      expect(answer.status, surface).toBe(200);
      const body = await answer.text();
      const facts =
        surface === "/" || surface === "/history" ? (/<h1[^>]*>.*?<\/h1>/s.exec(body)?.[0] ?? "") : body;
      return [surface, facts] as const;
    }),
  );
  return Object.fromEntries(read);
}
