import { existsSync } from "node:fs";
import { join } from "node:path";
import { keyIdsOf } from "@/lib/secret-box";
import { databaseOf } from "../up/database-of";
import { keepKeys } from "../up/encryption-key";
import { checkCopies } from "./check-copies";
import { checkDatabase } from "./check-database";
import { checkDisk, checkVersions } from "./check-machine";
import { checkMail, checkNames } from "./check-mail";
import { checkKey, checkSettings } from "./check-settings";
import { broken, type Finding, look, type Patient } from "./finding";

/** Every check, one after the other. Changes nothing; an embedded database that rests is started and stopped again. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const settings = checkSettings(patient);
  const key = checkKey(patient);
  const first = [...settings, key, checkVersions(), await checkDisk(patient)];
  // With settings that cannot be read, whatever depends on them would only say so again.
  if (settings.some(({ state }) => state === "broken")) return first;
  const database = await lookAtDatabase(patient, key.state === "broken");
  return [
    ...first,
    ...database,
    ...(await checkMail(patient)),
    ...(await checkNames(patient)),
    ...(await checkCopies()),
  ];
}

async function lookAtDatabase(patient: Patient, keyless: boolean): Promise<Finding[]> {
  const { settings, dataDir } = patient;
  const given = settings.DATABASE_URL || settings.POSTGRES_URL;
  if (!given && !existsSync(join(dataDir, "postgres"))) {
    return [look("database", "There is none yet.", "`npm run up` makes one, or set DATABASE_URL.")];
  }
  const kept = settings.ENCRYPTION_KEY || existsSync(join(dataDir, "encryption-key.json"));
  const keys = keyless || !kept ? [] : keyIdsOf(keepKeys(dataDir, settings));
  try {
    const { url, stop } = await databaseOf(dataDir);
    try {
      return await checkDatabase(url, patient, keys);
    } finally {
      await stop();
    }
  } catch (error) {
    return [
      broken("database", (error as Error).message, "Look into DATA_DIR/postgres, or restore a backup."),
    ];
  }
}
