import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { broken, type Finding, look, type Patient, well } from "./finding";

const gibibyte = 1024 ** 3;
const lookBytes = gibibyte;
const brokenBytes = gibibyte / 10;

/** Whether the data folder can be written, and has room. */
export async function checkDisk({ dataDir }: Patient, free = freeBytes): Promise<Finding> {
  const name = "disk";
  if (!existsSync(dataDir)) return look(name, `${dataDir} is not there yet.`, "`npm run up` makes it.");
  const probe = join(dataDir, `.doctor-${process.pid}`);
  try {
    await writeFile(probe, "x");
    await rm(probe);
  } catch (error) {
    return broken(
      name,
      `${dataDir} cannot be written: ${(error as Error).message}`,
      "Give the user that runs Drawbridge the right to, or make room.",
    );
  }
  const bytes = await free(dataDir);
  const says = `${(bytes / gibibyte).toFixed(1)} GiB are free at ${dataDir}.`;
  const todo = "Make room: a full disk stops the database. Readers keep the page.";
  if (bytes < brokenBytes) return broken(name, says, todo);
  return bytes < lookBytes ? look(name, says, todo) : well(name, says);
}

async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** Whether Node and the installed packages are those that this version was made for. */
export function checkVersions(node = process.versions.node): Finding {
  const name = "versions";
  const [major, minor] = node.split(".").map(Number) as [number, number];
  if (major < 20 || (major === 20 && minor < 19)) {
    return broken(name, `This is Node ${node}.`, "Install Node 20.19 or newer.");
  }
  const stamp = join("node_modules", ".drawbridge-installed");
  const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") !== wanted) {
    return look(
      name,
      "The installed packages are not those of package-lock.json.",
      "Run `npm run up`, or `npm ci`.",
    );
  }
  return well(name, `Node ${node}, and the packages of package-lock.json.`);
}
