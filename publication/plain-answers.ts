import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { plainHeaders } from "@/lib/security-headers";

const methods = "GET, HEAD, OPTIONS";

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1>${body}`;

/** Before anything was ever published. */
export function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  answer(
    request,
    response,
    503,
    "The status page is starting",
    "It has nothing to show yet. Please try again in a moment.",
  );
}

/** The app did not answer for something that only the app can answer. */
export function answerUnavailable(request: IncomingMessage, response: ServerResponse): void {
  answer(
    request,
    response,
    503,
    "This part does not answer right now",
    "The status page itself still works. If you were sending something, it may not have been saved: please try again in a moment.",
    ' <a href="/">To the status page</a>',
  );
}

/** What does not exist, while there is no page of our own to say it. */
export function answerNotFound(request: IncomingMessage, response: ServerResponse): void {
  answer(request, response, 404, "There is no such page", "The address may have a slip in it.");
}

export function answerUnreadable(request: IncomingMessage, response: ServerResponse): void {
  answer(request, response, 400, "This address cannot be read", "It has a slip in it.");
}

/** A public page can only be read. */
export function answerNotAllowed(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("allow", methods);
  answer(request, response, 405, "This address is only for reading", "Nothing can be sent to it.");
}

/** A browser asks before another site's script may send a condition along: what is public may be read with any. */
export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    allow: methods,
    "access-control-allow-origin": "*",
    "access-control-allow-methods": methods,
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",
    ...plainHeaders(env().PUBLIC_URL),
  });
  response.end();
}

/** A page of the publication has one address: without a slash at its end. */
export function answerMoved(response: ServerResponse, location: string): void {
  response.writeHead(308, { location, ...plainHeaders(env().PUBLIC_URL) }).end();
}

/** What this server does not do for anybody (`Expect` with anything but 100-continue). */
export function answerUnexpected(request: IncomingMessage, response: ServerResponse): void {
  answer(request, response, 417, "This cannot be done", "The request demands what nobody does here.");
}

/** JSON that nobody may keep. */
export function answerJson(response: ServerResponse, status: number, value: unknown, headers = {}): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": body.length,
    "cache-control": "no-store",
    ...plainHeaders(env().PUBLIC_URL),
    ...headers,
  });
  response.end(body);
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  title: string,
  words: string,
  link = "",
): void {
  const html = request.headers.accept?.includes("text/html") ?? false;
  const body = Buffer.from(html ? page(title, `<p>${words}${link}</p>`) : `${title}. ${words}\n`);
  response.writeHead(status, {
    "content-type": `text/${html ? "html" : "plain"}; charset=utf-8`,
    "content-length": body.length,
    "cache-control": "no-store",
    ...plainHeaders(env().PUBLIC_URL),
    ...(status === 503 && { "retry-after": "10" }),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
