import type { IncomingHttpHeaders } from "node:http";

/** What a reader may already hold: its ETag, and its Last-Modified where seconds are exact enough to compare by. */
export type Validators = { etag: string; lastModified: string | null };

/**
 * Whether the reader's copy is still good, so that 304 answers it. An ETag outranks a date (RFC 9110, 13.2.2), and a
 * date must be the very one that we gave: after a restore from a backup, or a clock that was wrong, what a reader holds
 * may carry a later one and be another past.
 */
export function isFresh(headers: IncomingHttpHeaders, { etag, lastModified }: Validators): boolean {
  const known = headers["if-none-match"];
  if (known !== undefined) return known === etag || known.trim() === "*" || tags(known).includes(etag);
  const since = headers["if-modified-since"];
  if (since === undefined || lastModified === null) return false;
  return since === lastModified || Date.parse(since) === Date.parse(lastModified);
}

/** The tags of a list, without the mark of weakness: a proxy that re-compresses weakens ours. */
function tags(header: string): string[] {
  return header.match(/"[^"]*"/g) ?? [];
}
