/** `npm test`: everything that can be proved about this checkout. `--fast` (`npm run check`): what needs no database. */
import { findBrowser } from "./test/browser";
import { failed, passed } from "./test/count";
import { runAll } from "./test/run-all";
import { findStaticHosts } from "./test/static-hosts";
import { runPlain, runPlaywright, runVitest, type Step } from "./test/steps";
import { buildIfChanged } from "./up/build-if-changed";

const biome = "node_modules/@biomejs/biome/bin/biome";
const next = "node_modules/next/dist/bin/next";
const typescript = "node_modules/typescript/bin/tsc";
const architecture = "architecture.test.ts";

const fast: Step[] = [
  { name: "format and lint", run: () => runPlain(biome, ["ci", "--error-on-warnings", "."]) },
  { name: "types", run: checkTypes },
  { name: "architecture", run: () => runVitest("unit", [architecture]) },
  { name: "unit", run: () => runVitest("unit", [`--exclude=${architecture}`]) },
];

let browser: string | undefined;
const slow: Step[] = [
  {
    name: "integration on PostgreSQL",
    run: () => {
      findStaticHosts();
      return runVitest("integration");
    },
  },
  { name: "build", run: () => attempt(buildIfChanged) },
  {
    name: "browser",
    run: () =>
      attempt(async () => {
        browser = await findBrowser();
      }),
  },
  // Without a build or a browser every journey would fail for the same reason.
  { name: "end to end", needs: ["build", "browser"], run: () => runPlaywright(browser) },
];

/** Next's own types (routes, CSS) are made, not kept: without them a fresh or a half-built checkout has errors. */
function checkTypes() {
  const made = runPlain(next, ["typegen"]);
  return made.failed ? made : runPlain(typescript, ["--noEmit", "-p", "."]);
}

async function attempt(act: () => Promise<unknown>) {
  try {
    await act();
    return passed;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return failed;
  }
}

process.exit(await runAll(process.argv.includes("--fast") ? fast : [...fast, ...slow]));
