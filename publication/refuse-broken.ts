import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { env } from "@/lib/env";
import { plainHeaders } from "@/lib/security-headers";

/**
 * Bytes that are no request, a head that is too long, one that comes too slowly: Node finds them before anybody is
 * asked, and by itself would answer without our headers. Whose answer has begun gets no second one into its middle.
 */
export function refuseBroken(server: Server): void {
  const answering = new WeakSet<Socket>();
  server.on("request", ({ socket }: IncomingMessage, response: ServerResponse) => {
    if (response.writableFinished) return;
    answering.add(socket);
    response.once("close", () => answering.delete(socket));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
    const answered = answering.has(socket) || over.includes(error.code ?? "");
    if (socket.writable && !answered) socket.write(refusal(error));
    socket.destroySoon();
  });
}

/** The other side is gone, or was answered and says more than was asked of it. */
const over = ["ECONNRESET", "HPE_CLOSED_CONNECTION"];

/** By Node's codes: https://nodejs.org/api/http.html#event-clienterror */
const statuses: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** The whole answer, for a connection that then ends. */
export function refusal({ code = "" }: NodeJS.ErrnoException): string {
  const status = statuses[code] ?? 400;
  const body = `${STATUS_CODES[status]}\n`;
  const headers = {
    ...{ "content-type": "text/plain; charset=utf-8", "content-length": body.length },
    ...{ connection: "close", "cache-control": "no-store", ...plainHeaders(env().PUBLIC_URL) },
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`;
}
