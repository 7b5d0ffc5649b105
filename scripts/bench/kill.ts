/**
 * `npm run bench:kill -- --recipients 10000 --kills 20 --seed 7`: told exactly once, whatever dies. Starts the built
 * product, publishes at its desk, and kills worker, app, supervisor and PostgreSQL at random moments while the
 * provider loses answers, refuses, answers nonsense and hangs. The seed repeats what is random, though not how long
 * the machine takes. Last line: JSON. Ends with 1 when a letter is lost, doubled or told otherwise by the ledger.
 */
import { parseArgs } from "node:util";
import { runKillTest } from "./kill/run";

const { values } = parseArgs({
  options: {
    recipients: { type: "string", default: "10000" },
    kills: { type: "string", default: "20" },
    updates: { type: "string", default: "8" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    "per-second": { type: "string", default: "20" },
  },
});
console.log(`Seed ${values.seed}`);
const verdict = await runKillTest({
  recipients: Number(values.recipients),
  kills: Number(values.kills),
  updates: Number(values.updates),
  seed: Number(values.seed),
  perSecond: Number(values["per-second"]),
  say: console.log,
});
console.log(JSON.stringify(verdict));
const {
  lost,
  doubled,
  unasked,
  unknown,
  disagree,
  unfinished,
  other_body: otherBody,
  reads_failed: failed,
} = verdict;
process.exit(lost + doubled + unasked + unknown + disagree + unfinished + otherBody + failed ? 1 : 0);
