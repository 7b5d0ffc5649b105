import { Agent, request as ask, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";
import { env } from "@/lib/env";
import { newRequestId, readRequestId, requestHeader } from "@/lib/request-id";
import { shownPath } from "@/lib/scrub";
import { plainHeaders } from "@/lib/security-headers";
import { answerUnavailable } from "./plain-answers";

/** The app may think this long before it says anything, or fall silent this long while it speaks. */
const patienceMilliseconds = 60_000;

/** An app that is started anew (it was killed, or a newer one takes its place) is waited for; one that stays away is not. */
const usualStartMilliseconds = 12_000;
const knockMilliseconds = 150;
const waitingMax = 500;

/** Headers about one connection, not about the message (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  ...["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection"],
  ...["te", "trailer", "transfer-encoding", "upgrade", "expect", "http2-settings"],
]);
/** What a stranger may not say about where a request comes from. */
const forwarding = /^(forwarded|x-forwarded-.*|x-real-ip|x-request-id)$/;

/** A request that the app answered, for the log. */
export type Passed = { request: string; method: string; path: string; status: number; milliseconds: number };

/** Passes what the publication does not answer on to the app, both bodies as streams. */
export class AppProxy {
  private readonly app: URL;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256, maxFreeSockets: 32 });
  /** When nobody listened there for the first time since there was an answer. */
  private refusedAt: number | null = null;
  private waiting = 0;
  private readonly names = new WeakMap<IncomingMessage, string>();

  /** `trusted`: a balancer we run stands in front, and what it says of the reader is true. */
  constructor(
    appUrl: string,
    private readonly trusted: boolean,
    private readonly startMilliseconds = usualStartMilliseconds,
    private readonly passed: (one: Passed) => void = () => undefined,
  ) {
    this.app = new URL(appUrl);
  }

  pass(request: IncomingMessage, response: ServerResponse, again = false): void {
    if (!this.names.has(request)) this.name(request, response);
    const upstream = ask({
      host: this.app.hostname,
      port: this.app.port,
      method: request.method,
      path: request.url,
      headers: this.headersFor(request),
      agent: this.agent,
      timeout: patienceMilliseconds,
    });
    upstream.on("response", (answer) => {
      this.refusedAt = null;
      const headers = kept(answer.rawHeaders, connectionHeaders(answer));
      // What is not modified keeps the headers that it came with.
      const lacking = answer.statusCode === 304 ? [] : lackingOf(headers);
      response.writeHead(answer.statusCode ?? 502, [
        ...[...headers, ...lacking].flat(),
        ...[requestHeader, this.names.get(request)!],
      ]);
      pipeline(answer, response, () => undefined);
    });
    upstream.on("timeout", () => upstream.destroy(new Error("The app does not answer in time.")));
    const leave = () => {
      if (!response.writableFinished) upstream.destroy();
    };
    upstream.on("error", (error: NodeJS.ErrnoException) => {
      response.off("close", leave);
      if (response.headersSent || response.destroyed) response.destroy();
      // The app closed a connection that was waiting, in the moment we took it up: it has read nothing.
      else if (!again && upstream.reusedSocket && error.code === "ECONNRESET" && !hasBody(request))
        this.pass(request, response, true);
      // Nobody listened, so nothing of the request was sent: it can wait.
      else if (error.code === "ECONNREFUSED" && this.mayWait()) this.passLater(request, response);
      else {
        request.unpipe(upstream);
        request.resume();
        answerUnavailable(request, response);
      }
    });
    response.on("close", leave);
    if (!hasBody(request)) upstream.end();
    else
      upstream.once("socket", (socket) => {
        // Not before somebody listens: what was read of a body cannot be read again.
        if (socket.connecting) socket.once("connect", () => request.pipe(upstream));
        else request.pipe(upstream);
      });
  }

  private mayWait(): boolean {
    this.refusedAt ??= performance.now();
    return performance.now() - this.refusedAt < this.startMilliseconds && this.waiting < waitingMax;
  }

  private passLater(request: IncomingMessage, response: ServerResponse): void {
    this.waiting++;
    setTimeout(() => {
      this.waiting--;
      if (!response.destroyed) this.pass(request, response);
    }, knockMilliseconds);
  }

  /** One name for a request in the log of every process; a trusted balancer may have given it. */
  private name(request: IncomingMessage, response: ServerResponse): void {
    const began = performance.now();
    const said = this.trusted ? readRequestId(request.headers[requestHeader]?.toString()) : null;
    const id = said ?? newRequestId();
    this.names.set(request, id);
    response.once("finish", () => {
      const milliseconds = Math.round(performance.now() - began);
      const path = shownPath(request.url ?? "/");
      this.passed({ request: id, method: request.method!, path, status: response.statusCode, milliseconds });
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private headersFor(request: IncomingMessage): Record<string, string | string[]> {
    const headers: Record<string, string | string[]> = {};
    for (const [name, value] of kept(request.rawHeaders, connectionHeaders(request))) {
      const key = name.toLowerCase();
      if (forwarding.test(key)) continue;
      headers[key] = Object.hasOwn(headers, key) ? [headers[key]!, value].flat() : value;
    }
    // Without a length or this, Node would send the body of a GET without any bounds.
    if (request.headers["transfer-encoding"]) headers["transfer-encoding"] = "chunked";
    const { headers: said } = request;
    const from = request.socket.remoteAddress ?? "unknown";
    const through = this.trusted && said["x-forwarded-for"] ? `${said["x-forwarded-for"]}, ` : "";
    headers["x-forwarded-for"] = through + from;
    headers["x-forwarded-proto"] = (this.trusted && said["x-forwarded-proto"]?.toString()) || "http";
    const host = (this.trusted && said["x-forwarded-host"]?.toString()) || said.host;
    if (host) headers["x-forwarded-host"] = host;
    headers[requestHeader] = this.names.get(request)!;
    headers.host = said.host ?? this.app.host;
    return headers;
  }
}

/** Headers of every answer that this one does not bring: of Next's own, a method refused or an address corrected. */
function lackingOf(headers: [string, string][]): [string, string][] {
  const named = new Set(headers.map(([name]) => name.toLowerCase()));
  return Object.entries(plainHeaders(env().PUBLIC_URL)).filter(([name]) => !named.has(name));
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** Further headers that this message's `Connection` names as its own. */
function connectionHeaders({ headers }: IncomingMessage): Set<string> {
  return new Set(headers.connection?.split(",").map((name) => name.trim().toLowerCase()));
}

function kept(rawHeaders: string[], dropped: Set<string>): [string, string][] {
  const headers: [string, string][] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name, value] = [rawHeaders[index]!, rawHeaders[index + 1]!];
    const key = name.toLowerCase();
    if (!hopByHop.has(key) && (!dropped.has(key) || key === "host")) headers.push([name, value]);
  }
  return headers;
}
