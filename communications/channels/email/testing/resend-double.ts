import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { type Mishap, nameOfMishap } from "./mishaps";
import { rateWindow } from "./rate-window";

export type WireLetter = {
  to: string[];
  subject: string;
  html: string;
  text: string;
  headers?: Record<string, string>;
};

type Options = {
  /** What goes wrong with a call; left out: what stands in `mishaps`. */
  nextMishap?: () => Mishap | undefined;
  /** Told of each letter as it is taken. Given, letters and bodies are not kept: runs may be long. */
  take?: (letter: WireLetter, id: string) => void;
  /** Requests a second; more get 429. Left out: no limit. */
  perSecond?: number;
  /** How long a call takes. */
  delayMilliseconds?: () => number;
};

/** How long a call that hangs counts as under way. */
const underWayMilliseconds = 20_000;

/**
 * Plays Resend's `/emails/batch` on loopback: the wire format of SDK 6.38, permissive validation, a rate limit with
 * its headers, and an idempotency store as documented (the same body is answered again, another is refused with
 * 409, and so is a key whose call is under way). It never takes a letter twice by itself: whatever arrives twice was
 * handed over under two keys.
 */
export async function startResendDouble(options: Options = {}) {
  const delivered: WireLetter[] = [];
  const calls: { key: string; body: string }[] = [];
  const mishaps: Mishap[] = [];
  const bad = new Set<string>();
  const answers = new Map<string, { body: string; answer: object }>();
  const underWay = new Set<string>();
  const counts = {
    calls: 0,
    taken: 0,
    overLimit: 0,
    otherBody: 0,
    concurrent: 0,
    played: {} as Record<string, number>,
  };
  const { perSecond, delayMilliseconds, nextMishap = () => mishaps.shift() } = options;
  const isOverLimit = rateWindow(perSecond);

  function accept(body: string) {
    const data: { id: string }[] = [];
    const errors: { index: number; message: string }[] = [];
    for (const [index, letter] of (JSON.parse(body) as WireLetter[]).entries()) {
      if (letter.to.some((address) => bad.has(address))) {
        errors.push({ index, message: "Invalid `to` field." });
        continue;
      }
      const id = `00000000-0000-4000-8000-${String(++counts.taken).padStart(12, "0")}`;
      if (options.take) options.take(letter, id);
      else delivered.push(letter);
      data.push({ id });
    }
    return { data, errors };
  }

  /** What this key gets: the first time its letters are taken. Null: it came with another body before. */
  function answerOf(key: string, body: string): object | null {
    const digest = createHash("sha256").update(body).digest("hex");
    const taken = answers.get(key) ?? { body: digest, answer: accept(body) };
    answers.set(key, taken);
    return taken.body === digest ? taken.answer : null;
  }

  /** Answers a call, unless it is to get none; then for so many milliseconds it still counts as under way. */
  async function carryOut(call: Call, mishap: Mishap | undefined): Promise<number> {
    const { key, body, socket, response } = call;
    await wait(delayMilliseconds?.() ?? 0);
    if (mishap === "hang") return 0;
    if (mishap === "reset") {
      socket.destroy();
    } else if (mishap === "notJson") {
      response.writeHead(502).end("<h1>Bad gateway</h1>");
    } else if (mishap && typeof mishap === "object") {
      const { status, retryAfter, name = "application_error" } = mishap;
      if (retryAfter !== undefined) response.setHeader("retry-after", retryAfter);
      refuse(response, status, name, "as the test asked");
    } else {
      const answer = answerOf(key, body);
      if (!answer) counts.otherBody++;
      if (mishap === "takenThenHangs") return underWayMilliseconds;
      if (mishap === "lostAnswer") socket.destroy();
      else if (answer) say(response, 200, answer);
      else refuse(response, 409, "invalid_idempotent_request", "Another body");
    }
    return 0;
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A character may lie on the border of two chunks.
    const body = (await buffer(request)).toString("utf8");
    const key = String(request.headers["idempotency-key"]);
    counts.calls++;
    if (!options.take) calls.push({ key, body });
    if (perSecond) {
      response.setHeader("ratelimit-limit", perSecond);
      response.setHeader("ratelimit-reset", 1);
    }
    if (isOverLimit()) {
      counts.overLimit++;
      response.setHeader("retry-after", 1);
      return refuse(response, 429, "rate_limit_exceeded", "Too many requests");
    }
    if (underWay.has(key)) {
      counts.concurrent++;
      return refuse(response, 409, "concurrent_idempotent_requests", "The same key is under way");
    }
    const mishap = nextMishap();
    if (mishap) counts.played[nameOfMishap(mishap)] = (counts.played[nameOfMishap(mishap)] ?? 0) + 1;
    underWay.add(key);
    const hangs = await carryOut({ key, body, socket: request.socket, response }, mishap);
    if (hangs) setTimeout(() => underWay.delete(key), hangs).unref();
    else underWay.delete(key);
  }

  const server = createServer((request, response) => {
    // A caller that was killed in the middle of its words said nothing.
    receive(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ delivered, calls, mishaps, bad, counts },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

type Call = { key: string; body: string; socket: Socket; response: ServerResponse };

function say(response: ServerResponse, status: number, said: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
}

const refuse = (response: ServerResponse, statusCode: number, name: string, message: string) =>
  say(response, statusCode, { statusCode, name, message });
