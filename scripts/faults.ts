/**
 * `npm run test:faults`: every fault that readers, desk and those who are told must survive, made in the built product.
 * `-- --quick`: the form that `npm test` plays; `-- --only clock`: those whose name matches. Last line: JSON. Ends with
 * 1 when anything did not hold.
 */
import { parseArgs } from "node:util";
import { isWell, runFaults } from "./faults/run";
import { buildIfChanged } from "./up/build-if-changed";

const { values } = parseArgs({ options: { quick: { type: "boolean" }, only: { type: "string" } } });
await buildIfChanged();
const only = values.only ? new RegExp(values.only, "i") : undefined;
const verdict = await runFaults({ quick: values.quick ?? false, ...(only && { only }), say: console.log });
const { outcomes: _, ...facts } = verdict;
console.log(JSON.stringify(facts));
process.exit(isWell(verdict) ? 0 : 1);
