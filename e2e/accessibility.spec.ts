import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";

test.use({ demo: true });

const publicPaths = ["/", "/history", "/subscribe", "/no-such-page"];
const deskPaths = [
  "/desk",
  "/desk/incidents",
  "/desk/incidents/new",
  "/desk/maintenances",
  "/desk/services",
  "/desk/subscribers",
  "/desk/deliveries",
  "/desk/mailbox",
  "/desk/settings",
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
    const incident = await page.locator('a[href^="/desk/incidents/"]').first().getAttribute("href");
    const id = incident!.split("/")[3];
    for (const path of [...deskPaths, `/desk/incidents/${id}`, `/desk/incidents/${id}/update`]) {
      await page.goto(stack.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await violations(page), path).toEqual([]);
    }
  });
}

async function violations(page: import("@playwright/test").Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" · ")}`,
  );
}
