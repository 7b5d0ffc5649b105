import { createHash } from "node:crypto";
import { z } from "zod";

/** What is remembered of a published page besides its bytes. */
export const PageFacts = z.object({
  /** The readers' path. */
  path: z.string().startsWith("/"),
  status: z.union([z.literal(200), z.literal(404)]),
  /** SHA-256 of the bytes, which is also their name on disk: no path from outside ever becomes a file name. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  length: z.number().int().nonnegative(),
  /** The app's headers, without those that belong to one connection or one encoding. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  version: z.number().int().nonnegative(),
  /** Time of the last public change, in milliseconds. */
  modifiedAt: z.number().nullable(),
  /** Whether its second tells it from the bytes before it: only then a date can stand for it. */
  dated: z.boolean(),
});
export type PageFacts = z.infer<typeof PageFacts>;
export type Page = { facts: PageFacts; body: Buffer };

/** Hop-by-hop, of one encoding, of one reader, or Next's own. */
const left =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-(length|encoding)|etag|last-modified|date|age|expires|server|set-cookie|vary|x-powered-by|x-next(js)?-.*|x-drawbridge-modified)$/;

const cacheControl = "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=604800";

/** The page that an answer of the app is. Throws when it does not say which version it shows. */
export function pageOf(path: string, status: 200 | 404, headers: Headers, body: Buffer): Page {
  const version = Number(headers.get("x-drawbridge-version") ?? Number.NaN);
  if (!Number.isInteger(version)) throw new Error(`${path} does not say its version`);
  const modifiedAt = Date.parse(headers.get("x-drawbridge-modified") ?? "");
  const kept = [...headers].filter(([name]) => !left.test(name));
  if (!headers.has("cache-control")) kept.push(["cache-control", cacheControl]);
  return {
    facts: {
      path,
      status,
      hash: createHash("sha256").update(body).digest("hex"),
      length: body.length,
      headers: kept,
      version,
      modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
      dated: !Number.isNaN(modifiedAt),
    },
    body,
  };
}

/** The page's facts as successor of what was shown before: two different bytes of one second have no date. */
export function succeed(next: PageFacts, before: PageFacts | undefined): PageFacts {
  if (!before || next.modifiedAt === null) return next;
  if (before.hash === next.hash)
    return { ...next, dated: before.dated && next.modifiedAt === before.modifiedAt };
  return { ...next, dated: second(next.modifiedAt) !== second(before.modifiedAt) };
}

const second = (milliseconds: number | null) => milliseconds && Math.floor(milliseconds / 1000);
