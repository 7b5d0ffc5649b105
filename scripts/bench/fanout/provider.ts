/**
 * Plays Resend's /emails/batch for the bench, in a process of its own: takes letters as fast as they come, or so many
 * calls a second as it is told. It counts without keeping: a hundred thousand letters are more than a gigabyte. Its
 * parent asks by message and gets the counts.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

type Ask = { kind: "reset"; perSecond: number | null } | { kind: "counts" };
export type Counts = {
  letters: number;
  doubled: number;
  calls: number;
  refused: number;
  /** Milliseconds of the wall clock at the first and the last accepted call. */
  firstAt: number | null;
  lastAt: number | null;
};

let perSecond: number | null = null;
let counts: Counts;
let seen: Set<string>;
/** Moments of the calls within the last second. */
let recent: number[];

function reset(limit: number | null): void {
  perSecond = limit;
  counts = { letters: 0, doubled: 0, calls: 0, refused: 0, firstAt: null, lastAt: null };
  seen = new Set();
  recent = [];
}
reset(null);

const mark = Buffer.from('"to":["');

async function take(request: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  let letters = 0;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    const end = body.indexOf(0x22, at + mark.length);
    const address = body.toString("utf8", at + mark.length, end);
    if (seen.has(address)) counts.doubled++;
    seen.add(address);
    letters++;
  }
  return letters;
}

const server = createServer(async (request, response) => {
  const now = Date.now();
  recent = recent.filter((at) => at > now - 1000);
  const limit = perSecond;
  const headers = limit
    ? {
        "ratelimit-limit": String(limit),
        "ratelimit-remaining": String(Math.max(0, limit - recent.length - 1)),
        "ratelimit-reset": "1",
      }
    : undefined;
  if (limit && recent.length >= limit) {
    counts.refused++;
    request.resume();
    const refusal = { statusCode: 429, name: "rate_limit_exceeded", message: "Too many requests" };
    response.writeHead(429, { ...headers, "retry-after": "1" }).end(JSON.stringify(refusal));
    return;
  }
  recent.push(now);
  const letters = await take(request);
  counts.calls++;
  counts.letters += letters;
  counts.firstAt ??= now;
  counts.lastAt = Date.now();
  const first = counts.letters - letters;
  const data = Array.from({ length: letters }, (_, index) => ({
    id: `letter-${counts.firstAt}-${first + index}`,
  }));
  response.writeHead(200, { "content-type": "application/json", ...headers }).end(JSON.stringify({ data }));
});

server.listen(0, "127.0.0.1", () => {
  process.send?.({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});
process.on("message", (ask: Ask) => {
  if (ask.kind === "reset") reset(ask.perSecond);
  process.send?.(counts);
});
process.on("disconnect", () => process.exit(0));
