import { chooseEncoding, type Encoding } from "./negotiate";

export type PlainRequest = { target: string; encoding: Encoding };

const headBytesMax = 4096;
/**
 * One request line and at least one header, every byte of them where RFC 9112 wants it, and nothing behind. No two
 * parts may match the same byte: a stranger could make this search for ever (regular-expressions.test.ts).
 */
const whole = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+\r\n$/;
/** What changes where the request ends, what becomes of the connection, or which answer is wanted. */
const notPlain =
  /(?:^|\r\n)(?:content-length|transfer-encoding|upgrade|expect|range|if-[a-z-]+|connection:(?![ \t]*keep-alive[ \t]*\r\n))/i;

/** A reader's requests repeat their headers to the letter. */
const rememberedMax = 500;
const remembered = new Map<string, Encoding | null>();

/**
 * The request in a piece of bytes, if it is exactly one GET without body, condition or wish for its connection.
 * Null for everything else, also for what is merely unusual: Node's own parser shall judge that.
 */
export function plainRequest(bytes: Buffer): PlainRequest | null {
  if (bytes.length > headBytesMax) return null;
  const text = bytes.toString("latin1");
  if (!text.startsWith("GET /")) return null;
  const lineEnd = text.indexOf("\r\n");
  if (!text.startsWith(" HTTP/1.1", lineEnd - 9)) return null;
  const target = text.slice(4, lineEnd - 9);
  const headers = text.slice(lineEnd + 2);
  let encoding = remembered.get(headers);
  if (encoding === undefined) {
    encoding = encodingOf(headers);
    if (remembered.size < rememberedMax) remembered.set(headers, encoding);
  }
  return encoding && { target, encoding };
}

function encodingOf(headers: string): Encoding | null {
  if (!whole.test(headers) || notPlain.test(headers)) return null;
  if (headers.match(/(?:^|\r\n)host:/gi)?.length !== 1) return null;
  const accepted = [...headers.matchAll(/(?:^|\r\n)accept-encoding:([^\r]*)/gi)].map(([, value]) =>
    value!.trim(),
  );
  return chooseEncoding(accepted.length ? accepted.join(", ") : undefined);
}
