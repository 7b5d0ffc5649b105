import { keyIdOf, sealSame, unseal } from "./secret-box";

const about = "address";
/** Between what is sealed and the host, which is no secret and can be searched for. */
export const hostMark = "#";

/** Whether it is a secret: whoever has a chat's or a machine's URL can post there. */
export const isSecretAddress = (address: string) => /^https?:\/\//i.test(address);

/** An address as the database keeps it: a URL sealed, so that equal ones are still equal; all others as they are. */
export function sealAddress(address: string): string {
  if (!isSecretAddress(address)) return address;
  const host = URL.canParse(address) ? new URL(address).host : "";
  return `${sealSame(address, about)}${hostMark}${host}`;
}

/** The address that the database keeps. Throws `SealedFault` when its key is lost. */
export const openAddress = (stored: string): string => unseal(stored.split(hostMark, 1)[0]!, about);

/**
 * The same, for those who must go on. One whose key is lost reads as a URL that leads nowhere (RFC 2606): the call
 * fails, as it must, and nobody else's message with it. `npm run doctor` names the key.
 */
export function readAddress(stored: string): string {
  const keyId = keyIdOf(stored.split(hostMark, 1)[0]!);
  if (keyId === null) return stored;
  try {
    return openAddress(stored);
  } catch {
    return `https://unreadable.invalid/${keyId}`;
  }
}
