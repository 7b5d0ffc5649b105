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
