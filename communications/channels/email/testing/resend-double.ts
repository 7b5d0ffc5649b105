import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type WireLetter = {
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
};

/** What goes wrong with the next call. `lostAnswer`: the letters are taken, the answer never arrives. */
export type Mishap =
  | { status: number; retryAfter?: number; name?: string }
  | "notJson"
  | "lostAnswer"
  | "hang"
  | "reset";

/**
 * Plays Resend's `/emails/batch` on loopback: the wire format of SDK 6.38, permissive validation, and an
 * idempotency store as documented (the same body is answered again, another is refused with 409).
 */
export async function startResendDouble() {
  const delivered: WireLetter[] = [];
  const calls: { key: string; body: string }[] = [];
  const mishaps: Mishap[] = [];
  const bad = new Set<string>();
  const answers = new Map<string, { body: string; answer: object }>();

  function accept(body: string) {
    const data: { id: string }[] = [];
    const errors: { index: number; message: string }[] = [];
    for (const [index, letter] of (JSON.parse(body) as WireLetter[]).entries()) {
      if (letter.to.some((address) => bad.has(address))) {
        errors.push({ index, message: "Invalid `to` field." });
      } else {
        delivered.push(letter);
        data.push({ id: `00000000-0000-4000-8000-${String(delivered.length).padStart(12, "0")}` });
      }
    }
    return { data, errors };
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    let body = "";
    for await (const chunk of request) body += chunk;
    const key = String(request.headers["idempotency-key"]);
    calls.push({ key, body });
    const mishap = mishaps.shift();
    if (mishap === "hang") return;
    if (mishap === "reset") return request.socket.destroy();
    if (mishap === "notJson") return response.writeHead(502).end("<h1>Bad gateway</h1>");
    if (mishap && mishap !== "lostAnswer") {
      const { status: statusCode, retryAfter, name = "application_error" } = mishap;
      response.statusCode = statusCode;
      if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
      return response.end(JSON.stringify({ statusCode, name, message: "as the test asked" }));
    }
    const known = answers.get(key);
    if (known && known.body !== body) {
      const refusal = { statusCode: 409, name: "invalid_idempotent_request", message: "Another body" };
      return response.writeHead(409).end(JSON.stringify(refusal));
    }
    const taken = known ?? { body, answer: accept(body) };
    answers.set(key, taken);
    if (mishap === "lostAnswer") return request.socket.destroy();
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(taken.answer));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    delivered,
    calls,
    mishaps,
    bad,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
