import { readFile } from "node:fs/promises";
import { checkFile } from "./check-file";

/** `npm run rules:check -- FILE`: holds a file of rules against its checks. Exit code 1 when one does not hold. */
const [path] = process.argv.slice(2);
if (!path) {
  console.error("Say which file: npm run rules:check -- drawbridge-rules.json");
  process.exit(2);
}
const { ok, lines } = checkFile(await readFile(path, "utf8"));
console.log(lines.join("\n"));
process.exit(ok ? 0 : 1);
