/**
 * `npm run bench:machines`: three instances behind nginx on one PostgreSQL: when a publish reaches each front, what
 * people notice of a rolling deployment, whether workers together tell everybody once and keep the provider's limit, and
 * what several processes of a front serve. `-- --from REF`: a rolling deployment from that version in git to this one
 * instead. Last line: JSON. Ends with 1 when anything is lost, doubled, late or refused.
 */
import { parseArgs } from "node:util";
import { isRolledWell, runRoll } from "./machines/roll";
import { isWell, runMachinesTest } from "./machines/run";
import { onSeveralCores } from "./page/several-cores";

const { values } = parseArgs({
  options: {
    from: { type: "string" },
    recipients: { type: "string", default: "2000" },
    updates: { type: "string", default: "26" },
    "per-second": { type: "string", default: "10" },
  },
});
const options = {
  recipients: Number(values.recipients),
  perSecond: Number(values["per-second"]),
  say: console.log,
};
if (values.from) {
  const verdict = await runRoll({ ...options, from: values.from });
  console.log(JSON.stringify(verdict));
  process.exit(isRolledWell(verdict) ? 0 : 1);
}
const verdict = await runMachinesTest({
  ...options,
  updates: Number(values.updates),
  more: async ({ stacks }) => ({ front_processes: await onSeveralCores(stacks[0]!) }),
});
console.log(JSON.stringify(verdict));
process.exit(isWell(verdict) ? 0 : 1);
