import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

const prefix = "sealed1.";
const cipher = "aes-256-gcm";
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

type Key = { id: string; seal: Buffer; nonce: Buffer };
/** The key that seals, and those before it that may still open. */
export type KeyRing = { current: Key; all: Map<string, Key> };

/** What was sealed cannot be read: its key is not here, or it was changed. `keyId` says which key is missing. */
export class SealedFault extends Error {
  constructor(readonly keyId: string) {
    super(
      `A secret was sealed with the key ${keyId}, which does not open it. Put that key into ENCRYPTION_KEYS_OLD.`,
    );
  }
}

/**
 * Seals a secret for the database: AES-256-GCM, `sealed1.<key>.<nonce, text, tag>`. `about` says what it is for ("totp");
 * opened as anything else it is refused. Throws when there is no ENCRYPTION_KEY: a secret is never stored in the clear.
 */
export function seal(plain: string, about: string, ring = keyRing()): string {
  return sealWith(ring.current, randomBytes(nonceBytes), plain, about);
}

/**
 * The same, and equal secrets become equal texts, so that a unique index and `=` still work: the nonce is an HMAC of
 * the text. It tells who reads the database which rows are equal, and nothing else.
 */
export function sealSame(plain: string, about: string, ring = keyRing()): string {
  const { current } = ring;
  const nonce = createHmac("sha256", current.nonce).update(`${about}\0${plain}`).digest();
  return sealWith(current, nonce.subarray(0, nonceBytes), plain, about);
}

/** The secret. What was stored before there was a key is answered as it is. Throws `SealedFault`. */
export function unseal(stored: string, about: string, ring?: KeyRing): string {
  const parts = partsOf(stored);
  if (!parts) return stored;
  const key = (ring ?? keyRing()).all.get(parts.keyId);
  if (!key) throw new SealedFault(parts.keyId);
  const { sealed } = parts;
  try {
    const opening = createDecipheriv(cipher, key.seal, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    opening.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-tagBytes));
    return opening.update(sealed.subarray(nonceBytes, -tagBytes), undefined, "utf8") + opening.final("utf8");
  } catch {
    throw new SealedFault(parts.keyId);
  }
}

/** Which key sealed it; null: it is not sealed. */
export const keyIdOf = (stored: string): string | null => partsOf(stored)?.keyId ?? null;

/** How everything begins that the current key sealed: the rest waits to be sealed anew. */
export const sealedPrefix = (ring = keyRing()) => `${prefix}${ring.current.id}.`;

/** Keys as they stand in the environment. Throws with the name of the one that is no key. */
export function ringOf(current: string, old: string[] = []): KeyRing {
  const keys = [keyOf(current, "ENCRYPTION_KEY"), ...old.map((text) => keyOf(text, "ENCRYPTION_KEYS_OLD"))];
  return { current: keys[0]!, all: new Map(keys.map((key) => [key.id, key])) };
}

/** The names of keys, as what they sealed shows them. */
export const keyIdsOf = ({ key, old }: { key: string; old: string[] }) => [...ringOf(key, old).all.keys()];

/** A new key, as ENCRYPTION_KEY wants it. */
export const newKey = () => randomBytes(keyBytes).toString("base64url");

let kept: KeyRing | undefined;

/** For a process that keeps the keys itself (`npm run up`): what it found counts, not the environment. */
export function holdKeys(ring: KeyRing): void {
  kept = ring;
}

/** The keys of this process. Throws with what to do when there is none. */
export function keyRing(): KeyRing {
  if (kept) return kept;
  const { ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD } = env();
  if (!ENCRYPTION_KEY) {
    throw new Error(
      "Set ENCRYPTION_KEY: `npm run key -- new` prints one, and `npm run up` makes one by itself.",
    );
  }
  kept = ringOf(ENCRYPTION_KEY, ENCRYPTION_KEYS_OLD);
  return kept;
}

/** One key of the owner's makes two: one seals, one makes nonces. */
function keyOf(text: string, name: string): Key {
  const bytes = Buffer.from(text.trim(), "base64url");
  if (bytes.length !== keyBytes) throw new Error(`${name} must be ${keyBytes} bytes in base64.`);
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync("sha256", bytes, "", `drawbridge ${purpose}`, keyBytes));
  return { id: derive("name").toString("hex").slice(0, 8), seal: derive("seal"), nonce: derive("nonce") };
}

function sealWith(key: Key, nonce: Buffer, plain: string, about: string): string {
  const sealing = createCipheriv(cipher, key.seal, nonce, { authTagLength: tagBytes });
  sealing.setAAD(Buffer.from(about));
  const sealed = Buffer.concat([nonce, sealing.update(plain, "utf8"), sealing.final(), sealing.getAuthTag()]);
  return `${prefix}${key.id}.${sealed.toString("base64url")}`;
}

function partsOf(stored: string): { keyId: string; sealed: Buffer } | null {
  const found = /^sealed1\.([0-9a-f]{8})\.([\w-]+)$/.exec(stored);
  return found && { keyId: found[1]!, sealed: Buffer.from(found[2]!, "base64url") };
}
