import { expect, test } from "./fixtures";
import { letterTo, linkIn } from "./letters";
import { letterViolations, violations } from "./violations";

test.use({ demo: true });

const publicPaths = ["/", "/history", "/subscribe", "/subscribe/push", "/no-such-page"];
const deskPaths = [
  "/desk",
  "/desk/incidents",
  "/desk/incidents/new",
  "/desk/incidents/backfill",
  "/desk/maintenances",
  "/desk/maintenances/new",
  "/desk/services",
  "/desk/audiences",
  "/desk/audiences/new",
  "/desk/subscribers",
  "/desk/rules",
  "/desk/rules/new",
  "/desk/deliveries",
  "/desk/previews",
  "/desk/mailbox",
  "/desk/settings",
  "/desk/settings/cadence?preset=gitlab",
  "/desk/settings/audit",
];

for (const colorScheme of ["light", "dark"] as const) {
  test(`no public page has an accessibility violation in the ${colorScheme} scheme`, async ({
    page,
    stack,
  }) => {
    await page.emulateMedia({ colorScheme });
    const { incidents } = await (await fetch(`${stack.url}/api/v2/incidents.json`)).json();
    const { scheduled_maintenances: maintenances } = await (
      await fetch(`${stack.url}/api/v2/scheduled-maintenances.json`)
    ).json();
    const permalinks = [`/incidents/${incidents[0].id}`, `/maintenances/${maintenances[0].id}`];
    for (const path of [...publicPaths, ...permalinks]) {
      await page.goto(stack.url + path);
      expect(await violations(page), path).toEqual([]);
    }
  });

  test(`no desk page has an accessibility violation in the ${colorScheme} scheme`, async ({
    page,
    stack,
    signIn,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto(`${stack.url}/sign-in`);
    expect(await violations(page), "/sign-in").toEqual([]);
    await signIn();
    const refused: string[] = [];
    page.on(
      "console",
      (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()),
    );
    const incident = await page.locator('h3 a[href^="/desk/incidents/"]').first().getAttribute("href");
    const id = incident!.split("/")[3];
    const { scheduled_maintenances: maintenances } = await (
      await fetch(`${stack.url}/api/v2/scheduled-maintenances.json`)
    ).json();
    const permalinks = [`incidents/${id}`, `incidents/${id}/update`, `maintenances/${maintenances[0].id}`];
    for (const path of [...deskPaths, ...permalinks.map((path) => `/desk/${path}`)]) {
      // What looks for violations styles what it looks at: that is refused, and no fault of the page.
      refused.length = 0;
      await page.goto(stack.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(refused, path).toEqual([]);
      expect(await violations(page), path).toEqual([]);
    }
  });
}

/** Pages of the desk that no journey looks at so closely; of what has an id, the first that a list leads to. */
const rarely = [
  ...["health", "plays", "plays/new", "sign-in", "keys", "words", "you"].map(
    (name) => `/desk/settings/${name}`,
  ),
  ...["/desk/subscribers/new", "/desk/subscribers/import", "/desk/rules/checks/new"],
];
const firstOf: [list: string, link: string][] = [
  ["/desk/audiences", 'main a[href^="/desk/audiences/"]:not([href$="/new"])'],
  ["/desk/mailbox", 'main a[href^="/desk/mailbox/"]'],
  ["/desk/deliveries", 'main a[href^="/desk/deliveries/"]'],
  ["/desk/settings/plays", 'main a[href^="/desk/settings/plays/"]:not([href$="/new"])'],
];

test("on a phone no page of the desk is wider than the screen, and none that is rarely seen has a violation", async ({
  page,
  stack,
  signIn,
}) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  // Colours that are still changing are nobody's contrast.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await signIn();
  const found: string[] = [];
  for (const [list, link] of firstOf) {
    await page.goto(stack.url + list);
    found.push((await page.locator(link).first().getAttribute("href"))!);
  }
  await page.goto(stack.url + found[2]!);
  found.push(
    (await page.locator(`main a[href^="${found[2]}/"]:not([href$=".csv"])`).first().getAttribute("href"))!,
  );
  found.push(`${found[0]}/import`);
  const wrong: string[] = [];
  const visit = async (path: string) => {
    await page.goto(stack.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wrong.push(`${path} is ${over} px wider than the screen`);
  };
  for (const path of deskPaths) await visit(path);
  for (const path of [...rarely, ...found]) {
    await visit(path);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const one of await violations(page)) wrong.push(`${path}, ${colorScheme}: ${one}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("a subscriber's way has none either: asked, confirm, choose, leave, and the letter itself", async ({
  page,
  stack,
  signIn,
}) => {
  const address = "axe@example.com";
  await page.goto(`${stack.url}/subscribe`);
  await page.getByLabel("Email", { exact: true }).fill(address);
  await page.getByRole("button", { name: "Send me a link to confirm" }).click();
  const check = async (where: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${where}, ${colorScheme}`).toEqual([]);
    }
  };
  await check("asked");
  const confirm = await letterTo(stack, address, /confirm/i);
  await page.goto(linkIn(confirm, /\/confirm\//));
  await check("confirm");
  await page.getByRole("button").first().click();
  await check("confirmed");
  await page.getByRole("link", { name: "Change what you hear" }).click();
  await check("choose");
  await page.goto(page.url().replace("/manage/", "/leave/"));
  await check("a link that is not whole");
  await signIn();
  await page.goto(`${stack.url}/desk/mailbox`);
  await page
    .getByRole("link", { name: /confirm/i })
    .first()
    .click();
  await expect(page.frameLocator("iframe").getByRole("link").first()).toBeVisible();
  await check("the letter's page");
  expect(await letterViolations(page, confirm.html)).toEqual([]);
  // The desk's own answer: the public page's style would be refused here.
  await page.goto(`${stack.url}/desk/no/such/page`);
  await expect(page.getByRole("heading", { level: 1, name: "There is nothing here" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Back to Now" })).toHaveCSS("border-top-style", "solid");
  await check("an address that leads nowhere");
});
