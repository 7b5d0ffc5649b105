/**
 * `npm run bench:lighthouse`: the public pages as a phone on a slow network reads them, judged by Lighthouse in all four
 * categories. Starts the built product; needs a Chromium, and fetches Lighthouse itself (`npx`). Ends with 1 when a page
 * has less than 100 points in a category. Last line: JSON.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "@/e2e/stack";
import { findBrowser } from "@/scripts/test/browser";
import { type Audited, audit } from "./lighthouse/audit";

const triesMax = 3;
const lowestOf = ({ scores }: Audited) => Math.min(...Object.values(scores));

const folder = mkdtempSync(join(tmpdir(), "drawbridge-lighthouse-"));
const browser = (await findBrowser()) ?? "";
const stack = await startStack({ demo: true });
const found: Record<string, Audited> = {};
try {
  const summary = await fetch(`${stack.url}/api/v2/incidents.json`);
  const { incidents } = (await summary.json()) as { incidents: { id: string }[] };
  const pages = {
    status: "/",
    incident: `/incidents/${incidents[0]!.id}`,
    history: "/history",
    subscribe: "/subscribe",
  };
  for (const [name, path] of Object.entries(pages)) {
    const audited = await bestOf(() => audit(stack.url + path, browser, join(folder, `${name}.json`)));
    found[name] = audited;
    console.log(
      `${name.padEnd(10)} ${JSON.stringify(audited.scores)} first paint ${audited.firstPaintMilliseconds} ms`,
    );
    for (const failed of audited.failed) console.log(`  ${failed}`);
  }
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}
/** What else runs on the machine only takes points away: a page has three tries. */
async function bestOf(once: () => Promise<Audited>): Promise<Audited> {
  let best = await once();
  for (let tries = 1; tries < triesMax && lowestOf(best) < 100; tries++) {
    const next = await once();
    if (lowestOf(next) > lowestOf(best)) best = next;
  }
  return best;
}

const lowest = Math.min(...Object.values(found).map(lowestOf));
console.log(
  JSON.stringify({
    lowest,
    pages: Object.fromEntries(
      Object.entries(found).map(([name, { scores, firstPaintMilliseconds }]) => [
        name,
        { ...scores, first_paint_ms: firstPaintMilliseconds },
      ]),
    ),
  }),
);
process.exit(lowest < 100 ? 1 : 0);
