/** `npm run licences`: every package with its licence, and those that may not be used. */
import { judgeLicence } from "./dependencies/judge-licence";
import { readLock } from "./dependencies/read-lock";

const all = readLock().toSorted((a, b) => a.name.localeCompare(b.name));
for (const { name, version, licence, dev } of all) {
  console.log(`${name}@${version}\t${licence ?? "not named"}${dev ? "\tonly to build and test" : ""}`);
}
const refused = all.flatMap((one) => {
  const why = judgeLicence(one);
  return why ? [`${one.name}@${one.version}: ${why}`] : [];
});
for (const line of refused) console.error(line);
console.log(`${all.length} packages, ${refused.length} that may not be used.`);
if (refused.length > 0) process.exitCode = 1;
