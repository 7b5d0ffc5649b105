import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { keyIdOf } from "@/lib/secret-box";
import { writePrivately } from "../up/keep-file";

type Kept = Record<string, unknown> & { secret?: string; vapid?: unknown };
const fileOf = (dataDir: string) => join(dataDir, "secrets.json");

/** What signs links and messages, as it lies sealed in the data folder; null where it is not there, or not sealed. */
export function sealedSecrets(dataDir: string): Kept | null {
  if (!existsSync(fileOf(dataDir))) return null;
  const { secret, vapid } = JSON.parse(readFileSync(fileOf(dataDir), "utf8")) as Kept;
  return typeof secret === "string" && keyIdOf(secret) ? { secret, vapid } : null;
}

/** Puts them into a data folder that has none, so that links which people hold go on working. */
export function bringSecrets(dataDir: string, secrets: Kept | null): boolean {
  if (!secrets || existsSync(fileOf(dataDir))) return false;
  writePrivately(fileOf(dataDir), secrets);
  return true;
}
