import { type Count, failed } from "./count";
import type { Step } from "./steps";

/**
 * Runs the steps one after the other, also after one that failed, so that one run shows everything; a step whose
 * needs failed counts as failed. The last line says `N passed, N failed`. Answers the exit code.
 */
export async function runAll(steps: Step[], say: (line: string) => void = console.log): Promise<0 | 1> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  const broken = new Set<string>();
  for (const step of steps) {
    say(`\n── ${step.name}`);
    const startedAt = Date.now();
    const missing = step.needs?.filter((need) => broken.has(need)) ?? [];
    if (missing.length) say(`Not run: it needs ${missing.join(" and ")}.`);
    const found = missing.length ? failed : atLeastOne(await step.run(), say);
    if (found.failed) broken.add(step.name);
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += found[key];
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    const late = found.late ? `${found.late} of them at the second try, ` : "";
    const verdict = found.failed ? "FAILED" : "ok";
    say(`── ${step.name}: ${verdict}, ${words(found)}, ${late}${found.skipped} skipped, ${seconds} s`);
  }
  say(`\n${words(total)}`);
  return total.failed ? 1 : 0;
}

/** A step that proved nothing has failed: its tests were not found. */
function atLeastOne(count: Count, say: (line: string) => void): Count {
  if (count.passed + count.failed > 0) return count;
  say("Nothing ran.");
  return { ...count, failed: 1 };
}

const words = (count: Count) => `${count.passed} passed, ${count.failed} failed`;
