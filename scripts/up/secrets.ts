import { randomBytes } from "node:crypto";
import { join } from "node:path";
import webPush from "web-push";
import { keepFile, writePrivately } from "./keep-file";

export type Secrets = {
  /** Signs links and sessions. */
  secret: string;
  /** Lets our own processes talk to each other. */
  internalToken: string;
  /** Sign messages to browsers (RFC 8292). A browser takes them from the key it subscribed with, and from no other. */
  vapid: { publicKey: string; privateKey: string };
};

/** The secrets of a data folder, made on the first run, readable by their owner only. What an older one lacks is added. */
export function keepSecrets(dataDir: string): Secrets {
  const file = join(dataDir, "secrets.json");
  const make = (): Secrets => ({
    secret: random(),
    internalToken: random(),
    vapid: webPush.generateVAPIDKeys(),
  });
  const kept = keepFile<Partial<Secrets>>(file, make);
  if (isWhole(kept)) return kept;
  const whole = { ...make(), ...kept };
  writePrivately(file, whole);
  return whole;
}

const isWhole = (kept: Partial<Secrets>): kept is Secrets =>
  Boolean(kept.secret && kept.internalToken && kept.vapid);

const random = () => randomBytes(32).toString("base64url");
