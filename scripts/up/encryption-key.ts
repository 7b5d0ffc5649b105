import { join } from "node:path";
import { newKey } from "@/lib/secret-box";
import { keepFile, writePrivately } from "./keep-file";

/** What seals secrets: the key, and those before it whose secrets are not all sealed anew yet. */
export type EncryptionKeys = { key: string; old: string[] };

/** As the environment wants them. */
export const keyEnvironment = ({ key, old }: EncryptionKeys) => ({
  ENCRYPTION_KEY: key,
  ENCRYPTION_KEYS_OLD: old.join(","),
});

const fileOf = (dataDir: string) => join(dataDir, "encryption-key.json");

/**
 * The keys that the environment gives, else those of the data folder: made on the first run, readable by their owner
 * only. Apart from the database and its backups, which are of no use to a thief without them.
 */
export function keepKeys(dataDir: string, from: NodeJS.ProcessEnv): EncryptionKeys {
  if (from.ENCRYPTION_KEY) {
    return { key: from.ENCRYPTION_KEY, old: (from.ENCRYPTION_KEYS_OLD ?? "").split(",").filter(Boolean) };
  }
  return keepFile(fileOf(dataDir), () => ({ key: newKey(), old: [] }));
}

/** Makes a new key; the one before opens until everything is sealed anew. */
export function rotateKey(dataDir: string): EncryptionKeys {
  const { key, old } = keepKeys(dataDir, {} as NodeJS.ProcessEnv);
  const rotated = { key: newKey(), old: [key, ...old] };
  writePrivately(fileOf(dataDir), rotated);
  return rotated;
}

/** Forgets the keys before the present one, once nothing is sealed with them any more. Keys of the environment stay. */
export function forgetOldKeys(dataDir: string, from: NodeJS.ProcessEnv): void {
  if (from.ENCRYPTION_KEY) return;
  const { key, old } = keepKeys(dataDir, from);
  if (old.length > 0) writePrivately(fileOf(dataDir), { key, old: [] });
}

/** What to say when an older version may still run on another machine, which can call no address that is sealed. */
export const sealingWaits =
  "Addresses of chats and webhooks lie in the clear, as an older version wrote them. When every machine runs this version: npm run key -- seal";

/** What to say when secrets cannot be opened: everything else works. */
export const missingKeys = (ids: string[]) =>
  `Some secrets cannot be read: they were sealed with ${ids.join(", ")}. Put that key into ENCRYPTION_KEYS_OLD.`;
