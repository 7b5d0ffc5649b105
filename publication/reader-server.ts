import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { climbs, isHidden, isPublications, pathOf, plainPath } from "./address";
import type { Disk } from "./disk";
import type { FetchOnce } from "./fetch-once";
import type { HeldPage } from "./held-page";
import { surfaceOf, type Traffic } from "./metrics/traffic";
import {
  answerJson,
  answerMoved,
  answerNotAllowed,
  answerNotFound,
  answerPreflight,
  answerStarting,
  answerUnavailable,
  answerUnexpected,
  answerUnreadable,
} from "./plain-answers";
import type { AppProxy } from "./proxy";
import type { Publication } from "./publication";
import { refuseBroken } from "./refuse-broken";
import { recall, servePage } from "./serve";

/** What serving readers needs. */
export type ReaderParts = {
  publication: Publication;
  disk: Disk;
  fetchOnce: Pick<FetchOnce, "get">;
  proxy: AppProxy;
  traffic: Traffic;
  now: () => number;
};

/** Nobody holds a connection for ever: neither by sending slowly, nor by sending nothing. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  // Node would refuse who names no host, without our headers.
  requireHostHeader: false,
};
const silenceMilliseconds = 120_000;
const connectionsMax = 10_000;

/** The server on the public port: pages of the publication from memory, everything else from the app. */
export function readerServer(parts: ReaderParts): Server {
  const { publication, traffic, now } = parts;
  const server = createServer(limits, (request, response) => {
    if (namesNoHost(request)) {
      answerUnreadable(request, response);
      return;
    }
    const page = publication.pages.get(request.url!);
    if (page && reads(request) && servePage(publication, page, request, response, now())) {
      traffic.countPage(page, response.statusCode);
      return;
    }
    response.once("finish", () => traffic.count(surfaceOf(pathOf(request.url!)), response.statusCode));
    answer(parts, request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else answerUnavailable(request, response);
    });
  });
  server.on("checkExpectation", answerUnexpected);
  refuseBroken(server);
  server.setTimeout(silenceMilliseconds);
  server.maxConnections = connectionsMax;
  return server;
}

async function answer(parts: ReaderParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { publication, proxy } = parts;
  const path = pathOf(request.url!);
  const plain = plainPath(request.url!);
  if (path === "/healthz") answerJson(response, 200, { ok: true });
  else if (path === "/readyz") answerReady(parts, response);
  else if (plain === null) answerUnreadable(request, response);
  else if (isHidden(plain) || climbs(request.url!)) await answerMissing(parts, request, response);
  else if (!reads(request)) answerOther(parts, path, plain, request, response);
  else if (path === "/stamp.json") answerStamp(parts, response);
  else if (publication.known.has(path)) await answerKnown(parts, path, request, response);
  else if (isPublications(plain)) await answerUnknown(parts, path, request, response);
  else if (publication.version === null && path === "/") answerStarting(request, response);
  else proxy.pass(request, response);
}

/** Whether readers get a page from here: a balancer sends them elsewhere until then. */
function answerReady({ publication, now }: ReaderParts, response: ServerResponse): void {
  const ready = publication.version !== null;
  answerJson(response, ready ? 200 : 503, {
    ready,
    confirmed: ready && publication.stampAt(now()).confirmed,
  });
}

/** Public pages are read and nothing else; what is sent to any other address is the app's. */
function answerOther(
  { publication, proxy }: ReaderParts,
  path: string,
  plain: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!publication.known.has(path) && !isPublications(plain) && path !== "/stamp.json")
    proxy.pass(request, response);
  else if (request.method === "OPTIONS") answerPreflight(response);
  else answerNotAllowed(request, response);
}

/** Machines on other sites may read it. */
const anyone = {
  "access-control-allow-origin": "*",
  "referrer-policy": "strict-origin-when-cross-origin",
};

/** Whether these readers may trust what they see; the page's script asks again and again. */
function answerStamp({ publication, now }: ReaderParts, response: ServerResponse): void {
  const { version, confirmedAt } = publication;
  if (version === null) {
    answerJson(response, 503, { confirmed: false }, anyone);
    return;
  }
  const { confirmed } = publication.stampAt(now());
  answerJson(response, 200, { version, confirmedAt: new Date(confirmedAt).toISOString(), confirmed }, anyone);
}

async function answerKnown(
  parts: ReaderParts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { publication, fetchOnce } = parts;
  const page = await held(parts, publication.pages.get(path));
  const shown = page ?? (await fetchOnce.get(path));
  if (!shown) await answerMissing(parts, request, response);
  else if (!servePage(publication, shown, request, response, parts.now()))
    answerUnavailable(request, response);
}

async function answerUnknown(
  parts: ReaderParts,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bare = path.replace(/(?<!\/)\/+$/, "");
  if (parts.publication.version === null) answerStarting(request, response);
  else if (parts.publication.known.has(bare)) answerMoved(response, bare);
  else await answerMissing(parts, request, response);
}

/** The stored page for what does not exist. */
async function answerMissing(
  parts: ReaderParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { publication } = parts;
  if (pathOf(request.url!).startsWith("/api/")) {
    answerJson(response, 404, { error: "not found" }, anyone);
    return;
  }
  const page = await held(parts, publication.pages.get("/404"));
  if (!page || !servePage(publication, page, request, response, parts.now()))
    answerNotFound(request, response);
}

async function held(
  { publication, disk }: ReaderParts,
  page: HeldPage | undefined,
): Promise<HeldPage | null> {
  if (!page || page.body) return page ?? null;
  return recall(publication, disk, page);
}

/** HTTP/1.1 asks every request for its host (RFC 9112, 3.2). */
const namesNoHost = ({ headers, httpVersion }: IncomingMessage) =>
  httpVersion === "1.1" && headers.host === undefined;

const reads = ({ method }: IncomingMessage) => method === "GET" || method === "HEAD";
