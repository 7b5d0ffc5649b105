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
});
