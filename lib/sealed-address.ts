import { env } from "./env";
import { keyIdOf, sealSame, unseal } from "./secret-box";

const about = "address";
/** Between what is sealed and the host, which is no secret and can be searched for. */
export const hostMark = "#";

/** A browser's push subscription, as communications/channels/push keeps it: where to, and the keys to write with. */
const isPush = (address: string) => address.startsWith('{"endpoint":"');
/** Behind the host of a push subscription: what cannot be opened must still read as one. */
const pushMark = "push";

/** Whether it is a secret: whoever has a chat's, a machine's or a browser's can write there. */
export const isSecretAddress = (address: string) => /^https?:\/\//i.test(address) || isPush(address);

/**
 * An address as the database keeps it: a URL or a push subscription sealed, so that equal ones are still equal; all others
 * as they are, and these too while a version that cannot open them may run.
 */
export function sealAddress(address: string): string {
  if (!isSecretAddress(address) || !env().SEAL_ADDRESSES) return address;
  const sealed = [sealSame(address, about), hostIn(address), ...(isPush(address) ? [pushMark] : [])];
  return sealed.join(hostMark);
}

function hostIn(address: string): string {
  const url = isPush(address) ? endpointIn(address) : address;
  return URL.canParse(url) ? new URL(url).host : "";
}

function endpointIn(subscription: string): string {
  try {
    return String((JSON.parse(subscription) as { endpoint?: unknown }).endpoint);
  } catch {
    return "";
  }
}

/** The address that the database keeps. Throws `SealedFault` when its key is lost. */
export const openAddress = (stored: string): string => unseal(stored.split(hostMark, 1)[0]!, about);

/**
 * The same, for those who must go on. One whose key is lost reads as an address that leads nowhere (RFC 2606): the call
 * fails, as it must, and nobody else's message with it. `npm run doctor` names the key.
 */
export function readAddress(stored: string): string {
  const [sealed, , kind] = stored.split(hostMark);
  const keyId = keyIdOf(sealed!);
  if (keyId === null) return stored;
  try {
    return openAddress(stored);
  } catch {
    const endpoint = `https://unreadable.invalid/${keyId}`;
    return kind === pushMark ? JSON.stringify({ endpoint, keys: nobodysKeys }) : endpoint;
  }
}

/** Keys with which a message can be written, for nobody: the curve's own point (SEC 2, secp256r1) and no secret. */
const nobodysKeys = {
  p256dh: Buffer.from(
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    "hex",
  ).toString("base64url"),
  auth: Buffer.alloc(16).toString("base64url"),
};
