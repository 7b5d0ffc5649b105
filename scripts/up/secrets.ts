import { randomBytes } from "node:crypto";
import { join } from "node:path";
import webPush from "web-push";
import { ringOf, seal, sealedPrefix, unseal } from "@/lib/secret-box";
import { type EncryptionKeys, keepKeys } from "./encryption-key";
import { keepFile, writePrivately } from "./keep-file";

export type Secrets = {
  /** Signs links, sessions and webhooks. */
  secret: string;
  /** Lets our own processes talk to each other. */
  internalToken: string;
  /** Sign messages to browsers (RFC 8292). A browser takes them from the key it subscribed with, and from no other. */
  vapid: { publicKey: string; privateKey: string };
};

/**
 * The secrets of a data folder, made on the first run, readable by their owner only. What an older one lacks is added.
 * What reaches beyond this machine is sealed: a copy of the file alone signs nothing.
 */
export function keepSecrets(dataDir: string, keys = keepKeys(dataDir, process.env)): Secrets {
  const file = join(dataDir, "secrets.json");
  const make = (): Secrets => ({
    secret: random(),
    internalToken: random(),
    vapid: webPush.generateVAPIDKeys(),
  });
  const kept = keepFile<Partial<Secrets>>(file, () => sealed(make(), keys));
  const whole = opened({ ...make(), ...kept }, keys);
  if (!isWhole(kept) || !isSealed(kept, keys)) writePrivately(file, sealed(whole, keys));
  return whole;
}

const isWhole = (kept: Partial<Secrets>): kept is Secrets =>
  Boolean(kept.secret && kept.internalToken && kept.vapid);

const isSealed = ({ secret, vapid }: Secrets, { key }: EncryptionKeys) =>
  [secret, vapid.privateKey].every((text) => text.startsWith(sealedPrefix(ringOf(key))));

const sealed = (secrets: Secrets, { key }: EncryptionKeys) =>
  withEach(secrets, (text, about) => seal(text, about, ringOf(key)));

const opened = (secrets: Secrets, { key, old }: EncryptionKeys) =>
  withEach(secrets, (text, about) => unseal(text, about, ringOf(key, old)));

function withEach(secrets: Secrets, change: (text: string, about: string) => string): Secrets {
  const { secret, vapid, ...rest } = secrets;
  return {
    ...rest,
    secret: change(secret, "secret"),
    vapid: { ...vapid, privateKey: change(vapid.privateKey, "vapid") },
  };
}

const random = () => randomBytes(32).toString("base64url");
