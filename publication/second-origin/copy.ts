import { createHash } from "node:crypto";
import { isHtml } from "../held-page";
import type { PageFacts } from "../page";
import { stampAt, stampHtml } from "../stamp";

/** One file of a copy, ready to be served by any static host. */
export type CopyFile = {
  /** The readers' path. */
  path: string;
  isHtml: boolean;
  /** As the front sends them: content type, caching, policies. */
  headers: [string, string][];
  body: Buffer;
  /** Another whenever what is shown, or how, is another; not for a newer stamp. */
  hash: string;
};

/** What a copy was made of. */
export type CopyFacts = { version: number; confirmedAt: number };

/** A page as the front answers it at the moment of its last confirmation. */
export function copyFileOf(facts: PageFacts, body: Buffer, confirmedAt: number): CopyFile {
  const html = isHtml(facts);
  const stamped = () => Buffer.from(stampHtml(body.toString(), stampAt(confirmedAt, confirmedAt)));
  return {
    ...{ path: facts.path, isHtml: html, headers: facts.headers, hash: hashOf(facts) },
    body: html ? stamped() : body,
  };
}

/** Of what a page shows and how; the version it was made for is neither. */
export function hashOf({ hash, headers }: PageFacts): string {
  const told = headers.filter(([name]) => name !== "x-drawbridge-version");
  return createHash("sha256").update(hash).update(JSON.stringify(told)).digest("hex");
}

/** What the pages' script asks for: the same as the front's answer at that moment. The script judges its age. */
export function stampFileOf({ version, confirmedAt }: CopyFacts): CopyFile {
  const told = { version, confirmedAt: new Date(confirmedAt).toISOString(), confirmed: true };
  return {
    path: "/stamp.json",
    isHtml: false,
    headers: [
      ["content-type", "application/json; charset=utf-8"],
      ["cache-control", "no-store"],
      ["access-control-allow-origin", "*"],
    ],
    body: Buffer.from(JSON.stringify(told)),
    hash: String(confirmedAt),
  };
}
