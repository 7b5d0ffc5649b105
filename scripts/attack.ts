/**
 * `npm run test:attack`: sqlmap, wapiti and ffuf against the built product, started on loopback with data of its own: as a
 * visitor, and signed in at the desk. Prints a table and what was found; last line: JSON. Ends with 1 when a finding
 * stands that docs/security.md does not explain, with 2 when a tool is missing (Debian packages of the same names).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startStack } from "@/e2e/stack";
import { explanations } from "./attack/explanations";
import { ffuf } from "./attack/ffuf";
import { judge, type Run, table } from "./attack/findings";
import { sqlmap } from "./attack/sqlmap";
import { ffufTargets, sqlTargets, wapitiTargets } from "./attack/targets";
import { missing } from "./attack/tool";
import { wapiti } from "./attack/wapiti";
import { signIn } from "./bench/kill/desk";

/** For each run; a tool that is not done by then is stopped, and what it found until then counts. */
const seconds = { sqlmap: 60, wapiti: 150, ffuf: 60 };

const absent = missing(["sqlmap", "wapiti", "ffuf"]);
if (absent.length) {
  console.error(`Not installed: ${absent.join(", ")}. On Debian: apt-get install sqlmap wapiti ffuf`);
  process.exit(2);
}
const only = process.argv[2];
const owner = { email: "owner@attack.example", password: "a long password for an attack" };
const folder = mkdtempSync(join(tmpdir(), "drawbridge-attack-"));
const stack = await startStack({ demo: true, adminEmail: owner.email, adminPassword: owner.password });
const begun = performance.now();
const runs: Run[] = [];
try {
  const url = stack.url.replace("localhost", "127.0.0.1");
  const cookie = await signIn(stack.url, owner);
  const { incidents } = (await (await fetch(`${url}/api/v2/incidents.json`)).json()) as {
    incidents: { id: string }[];
  };
  const site = { url, appUrl: stack.appUrl, cookie, incidentId: incidents[0]?.id ?? "aaaaaaaaaaaa" };
  const attacks = [
    ...ffufTargets(site).map((target) => ({ ...target, run: () => ffuf(target, folder, seconds.ffuf) })),
    ...sqlTargets(site).map((target) => ({ ...target, run: () => sqlmap(target, folder, seconds.sqlmap) })),
    ...wapitiTargets(site).map((target) => ({
      ...target,
      run: () => wapiti(target, folder, seconds.wapiti),
    })),
  ];
  for (const { name, run } of attacks) {
    if (only && !name.includes(only)) continue;
    const one = await run();
    runs.push(one);
    for (const { what, where, detail } of one.findings) console.log(`  ${what} at ${where}: ${detail}`);
    console.log(
      `${one.tool} ${name}: ${one.tried} tried, ${one.findings.length} found, ${one.seconds.toFixed(0)} s`,
    );
  }
  // Whoever was attacked must still be there.
  for (const path of ["/", "/api/health"])
    if (!(await fetch(url + path)).ok) throw new Error(`${path} does not answer after the attack`);
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

const { standing, explained } = judge(runs, explanations);
console.log(`\n${table(runs).join("\n")}\n`);
for (const { tool, what, where, detail } of standing) console.log(`${tool}: ${what} at ${where}: ${detail}`);
for (const { tool, what, where, see } of explained)
  console.log(`(${tool}: ${what} at ${where}: see "${see}")`);
const triedBy = (tool: string) =>
  runs.filter((run) => run.tool === tool).reduce((sum, { tried }) => sum + tried, 0);
console.log(
  JSON.stringify({
    findings: standing.length,
    explained: explained.length,
    tried: { sqlmap: triedBy("sqlmap"), wapiti: triedBy("wapiti"), ffuf: triedBy("ffuf") },
    seconds: Math.round((performance.now() - begun) / 1000),
  }),
);
process.exit(standing.length ? 1 : 0);
