import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { keepFile } from "./keep-file";

export type Secrets = {
  /** Signs links and sessions. */
  secret: string;
  /** Lets our own processes talk to each other. */
  internalToken: string;
};

/** The secrets of a data folder, made on the first run, readable by their owner only. */
export function keepSecrets(dataDir: string): Secrets {
  return keepFile(join(dataDir, "secrets.json"), () => ({ secret: random(), internalToken: random() }));
}

const random = () => randomBytes(32).toString("base64url");
