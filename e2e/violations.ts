import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Landmarks belong to pages; a mail program shows a letter inside its own. */
const pageRules = ["landmark-one-main", "region"];

/** What axe finds wrong with the page as it stands, in short words; frames are looked at by themselves. */
export async function violations(page: Page, without: string[] = []): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").disableRules(without).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(" · ")}`,
  );
}

/** What axe finds wrong with a letter, in both colour schemes. In the desk's frame nothing runs, axe neither. */
export async function letterViolations(page: Page, html: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("about:blank");
    await page.setContent(html);
    for (const one of await violations(page, pageRules)) found.push(`${colorScheme}: ${one}`);
  }
  return found;
}
