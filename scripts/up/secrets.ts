import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export type Secrets = {
  /** Signs links and sessions. */
  secret: string;
  /** Lets our own processes talk to each other. */
  internalToken: string;
  /** The first sign-in's password, when none was given. */
  adminPassword: string;
};

/** The secrets of a data folder, made on the first run, readable by their owner only. */
export function keepSecrets(dataDir: string): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const secrets: Secrets = {
    secret: randomBytes(32).toString("base64url"),
    internalToken: randomBytes(32).toString("base64url"),
    adminPassword: randomBytes(12).toString("base64url"),
  };
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
