import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Validators } from "./conditional";
import type { Encoding } from "./negotiate";
import type { PageFacts } from "./page";

/** An answer ready to be written: flat header lists (name, value, name, value, …) and bytes. */
export type Answer = Validators & { status: number; full: string[]; notModified: string[]; body: Buffer };

/** Shorter bodies grow when compressed. */
const compressFromBytes = 256;

/** A body in one encoding with all its headers. `stampKey` names the stamp in the bytes; null: there is none. */
export function prepareAnswer(
  facts: PageFacts,
  body: Buffer,
  encoding: Encoding,
  stampKey: string | null,
): Answer {
  const used = body.length < compressFromBytes ? "identity" : encoding;
  const encoded = encode(body, used);
  const etag = `"${[facts.hash.slice(0, 20), stampKey, used].filter((part) => part !== null).join("-")}"`;
  const lastModified = facts.modifiedAt !== null && facts.dated ? httpDate(facts.modifiedAt) : null;
  const common = [
    ...facts.headers.filter(([name]) => name !== "content-type").flat(),
    ...["vary", "Accept-Encoding", "etag", etag],
    ...(lastModified === null ? [] : ["last-modified", lastModified]),
  ];
  const type = facts.headers.find(([name]) => name === "content-type")?.[1] ?? "application/octet-stream";
  return {
    etag,
    // A stamp changes the bytes without a public change: only the ETag tells stamped bytes apart.
    lastModified: stampKey === null ? lastModified : null,
    status: facts.status,
    notModified: common,
    full: [
      ...["content-type", type, "content-length", String(encoded.length)],
      ...(used === "identity" ? [] : ["content-encoding", used]),
      ...common,
    ],
    body: encoded,
  };
}

function encode(body: Buffer, encoding: Encoding): Buffer {
  if (encoding === "gzip") return gzipSync(body, { level: 6 });
  if (encoding === "br")
    return brotliCompressSync(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 5,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    });
  return body;
}

/** To the second, downwards: never later than the answer's own Date. */
const httpDate = (milliseconds: number) => new Date(milliseconds).toUTCString();
