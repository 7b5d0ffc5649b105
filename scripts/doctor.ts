/** `npm run doctor [-- --json]`: what is wrong with this installation, and what to do (docs/operating.md). */
import { lookup, resolveTxt } from "node:dns/promises";
import { resolve } from "node:path";
import { scrub } from "@/lib/scrub";
import { examine } from "./doctor/examine";
import type { Finding } from "./doctor/finding";

const findings = await examine({
  settings: process.env,
  dataDir: resolve(process.env.DATA_DIR || ".data"),
  now: () => new Date(),
  dns: { lookup, resolveTxt },
});
const isWell = findings.every(({ state }) => state !== "broken");
// What others said of us is quoted, and may repeat an address or a password.
const clean = findings.map((one) => ({ ...one, says: scrub(one.says) }));
if (process.argv.includes("--json")) console.log(JSON.stringify({ ok: isWell, findings: clean }, null, 2));
else for (const finding of clean) console.log(line(finding));
process.exitCode = isWell ? 0 : 1;

function line({ check, state, says, todo }: Finding): string {
  const marks = { well: "well   ", look: "LOOK   ", broken: "BROKEN ", "not asked": "–      " };
  return `${marks[state]} ${check}: ${says}${todo ? `\n         → ${todo}` : ""}`;
}
