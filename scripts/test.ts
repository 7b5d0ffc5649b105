/** `npm test`: everything that can be proved about this checkout. `--fast` (`npm run check`): what needs no database. */
import { ensureBrowser } from "./test/browser";
import { runPlain, runPlaywright, runVitest, type Step } from "./test/steps";
import { buildIfChanged } from "./up/build-if-changed";

const fast = process.argv.includes("--fast");
const steps: [name: string, step: Step][] = [
  [
    "format and lint",
    () => runPlain("node_modules/@biomejs/biome/bin/biome", ["ci", "--error-on-warnings", "."]),
  ],
  ["types", () => runPlain("node_modules/typescript/bin/tsc", ["--noEmit", "-p", "."])],
  ["unit and architecture", () => runVitest("unit")],
];
if (!fast) {
  steps.push(
    ["integration on PostgreSQL", () => runVitest("integration")],
    ["build", () => attempt(() => buildIfChanged())],
    ["browser", () => attempt(() => ensureBrowser())],
    ["end to end", () => runPlaywright()],
  );
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const [name, step] of steps) {
  console.log(`\n── ${name}`);
  const startedAt = Date.now();
  const { passed, failed, skipped } = await step();
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`── ${name}: ${failed ? "FAILED" : "ok"}, ${passed} passed, ${failed} failed, ${seconds} s`);
}
const skipped = total.skipped ? `, ${total.skipped} skipped` : "";
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function attempt(act: () => unknown) {
  try {
    act();
    return { passed: 1, failed: 0, skipped: 0 };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
