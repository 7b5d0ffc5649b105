/**
 * `npm run bench:machines`: three instances behind nginx on one PostgreSQL: when a publish reaches each front, what
 * people notice of a rolling deployment, and whether workers together tell everybody once and keep the provider's
 * limit. Last line: JSON. Ends with 1 when anything is lost, doubled, late or refused.
 */
import { parseArgs } from "node:util";
import { isWell, runMachinesTest } from "./machines/run";

const { values } = parseArgs({
  options: {
    recipients: { type: "string", default: "5000" },
    updates: { type: "string", default: "12" },
    "per-second": { type: "string", default: "10" },
  },
});
const verdict = await runMachinesTest({
  recipients: Number(values.recipients),
  updates: Number(values.updates),
  perSecond: Number(values["per-second"]),
  say: console.log,
});
console.log(JSON.stringify(verdict));
process.exit(isWell(verdict) ? 0 : 1);
