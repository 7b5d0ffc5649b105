import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer } from "./answer";
import { isFresh } from "./conditional";
import type { Disk } from "./disk";
import type { HeldPage } from "./held-page";
import { chooseEncoding } from "./negotiate";
import type { Publication } from "./publication";

/** Writes a held page: 200, 304, or the headers alone for HEAD. False while its bytes are on disk only. */
export function servePage(
  publication: Publication,
  page: HeldPage,
  request: IncomingMessage,
  response: ServerResponse,
  now: number,
): boolean {
  const { headers } = request;
  const answer = page.answer(chooseEncoding(headers["accept-encoding"] as string), publication.stampAt(now));
  if (!answer) return false;
  publication.touch(page);
  write(answer, request, response);
  return true;
}

/** The page with its bytes read back from disk; null when disk has lost them, and the page with them. */
export async function recall(publication: Publication, disk: Disk, page: HeldPage): Promise<HeldPage | null> {
  const body = await disk.read(page.facts.hash);
  // A refresh may have been faster.
  const held = publication.pages.get(page.facts.path);
  if (held !== page || held.body) return held ?? null;
  if (!body) {
    publication.drop(page);
    return null;
  }
  page.body = body;
  return page;
}

function write(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
  if (answer.status === 200 && isFresh(request.headers, answer)) {
    response.writeHead(304, answer.notModified);
    response.end();
    return;
  }
  response.writeHead(answer.status, answer.full);
  if (request.method === "HEAD") response.end();
  else response.end(answer.body);
}
