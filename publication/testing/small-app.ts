import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Body = { type: string; text: string; headers?: Record<string, string> };

/** An app on loopback that answers as the wiring demands, from pages a test puts in. */
export class SmallApp {
  readonly token = "a token of the test";
  version = 1;
  modifiedAt = "2026-11-23T14:20:00.000Z";
  promises: string[] = [];
  /** By readers' path. `/404` is answered with 404. */
  readonly pages = new Map<string, Body>();
  /** What changed since the version before; null: say every page changed. */
  changed: string[] | null = null;
  /** Every request as "METHOD path", in order. */
  readonly asked: string[] = [];
  /** Where it listens, or listened. */
  url = "";
  databaseDown = false;
  /** Pages say this version instead of ours. */
  pagesVersion: number | null = null;
  /** Before any answer; tests hold the app still by it. */
  gate: (path: string) => Promise<void> = async () => undefined;
  /** What is not the publication's. */
  other: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => {
    response.writeHead(200, { "content-type": "text/plain" }).end("the app itself");
  };
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor() {
    this.page("/", "<p>All services operational</p>");
    this.page("/404", "<p>No such page</p>");
    this.put("/api/v2/summary.json", { type: "application/json", text: json(1), headers: anyone });
  }

  page(path: string, main: string): void {
    this.put(path, { type: "text/html; charset=utf-8", text: html(main) });
  }

  put(path: string, body: Body): void {
    this.pages.set(path, body);
  }

  /** On a free port, or on the one that a front knows already. */
  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url!;
    this.asked.push(`${request.method} ${path}`);
    await this.gate(path);
    if (path === "/api/regenerate") await this.regenerate(request, response);
    else if (path === "/api/publication")
      this.json(request, response, {
        ...{ version: this.version, modifiedAt: this.modifiedAt, promises: this.promises, asOf: "" },
      });
    else if (path === "/api/publication/paths")
      this.json(request, response, { version: this.version, paths: [...this.pages.keys()] });
    else if (this.pages.has(path) && request.method === "GET") this.show(path, response);
    else this.other(request, response);
  }

  private async regenerate(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { since } = JSON.parse(body);
    const paths = since === null || this.changed === null ? [...this.pages.keys()] : this.changed;
    this.json(request, response, { version: this.version, asOf: "", paths });
  }

  private json(request: IncomingMessage, response: ServerResponse, value: unknown): void {
    const allowed = request.headers.authorization === `Bearer ${this.token}`;
    response.writeHead(!allowed ? 404 : this.databaseDown ? 503 : 200, {
      "content-type": "application/json",
    });
    response.end(JSON.stringify(value));
  }

  private show(path: string, response: ServerResponse): void {
    const { type, text, headers } = this.pages.get(path)!;
    response.writeHead(path === "/404" ? 404 : 200, {
      "content-type": type,
      "x-drawbridge-version": String(this.pagesVersion ?? this.version),
      "x-drawbridge-modified": this.modifiedAt,
      "x-nextjs-cache": "HIT",
      etag: '"of the app"',
      ...headers,
    });
    response.end(text);
  }
}

export const anyone = { "access-control-allow-origin": "*" };
export const json = (number: number) => JSON.stringify({ number, filler: "status ".repeat(100) });

/** A document with the stamps that public pages carry. */
export function html(main: string): string {
  return (
    `<!doctype html><html lang="en" data-confirmed="yes" data-version="1" data-zone="UTC" data-stale-title="Not confirmed · Acme status">` +
    `<head><title>All services operational · Acme status</title><meta name="description" content="All well."/>` +
    `<link rel="icon" type="image/svg+xml" href="data:green" data-stale="data:gray"/></head>` +
    `<body><b class="when-confirmed">as of ${time}</b><b class="when-stale">last confirmed ${time}, <span data-age="">0 minutes</span> ago</b>` +
    `<main>${main}</main>${"<p>Words that repeat.</p>".repeat(40)}</body></html>`
  );
}

const time = '<time data-as-of data-zone="UTC" datetime="2026-11-23T14:00:00.000Z">14:00:00 UTC</time>';
