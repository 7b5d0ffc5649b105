import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestSecurely } from "node:https";
import type { LookupFunction } from "node:net";
import { OutboundFault } from "./outbound-fault";

/** Of an answer we read this much; what follows is cut off. */
export const answerBytesMax = 64 * 1024;

export type Call = { method?: "GET" | "POST"; headers: Record<string, string>; body: string | Buffer };
export type Answer = { status: number; headers: IncomingMessage["headers"]; text: string };
/** An address of the host, as a look-up finds it. */
export type Found = { address: string; family: number };

/**
 * Posts over a connection of its own, made to addresses that were judged and to no other. An answer that breaks off,
 * or goes on when the time is up or when it is too long, is what was read of it: its status says what became of the
 * call. Throws an OutboundFault: `unsent` until the connection stood, `lost` from then on.
 */
export function postTo(
  target: URL,
  found: Found[],
  { method = "POST", headers, body }: Call,
  signal: AbortSignal,
): Promise<Answer> {
  const secure = target.protocol === "https:";
  const length = { "content-length": String(Buffer.byteLength(body)) };
  const options = {
    method,
    headers: { ...headers, ...length },
    agent: false,
    lookup: only(found),
    signal,
  };
  return new Promise((resolve, reject) => {
    let connected = false;
    let answered = false;
    const request = (secure ? requestSecurely : requestPlain)(target, options, (response) => {
      answered = true;
      readAnswer(response, (text) => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        request.destroy();
      });
    });
    request.on("socket", (socket) => {
      socket.once(secure ? "secureConnect" : "connect", () => {
        connected = true;
      });
    });
    request.on("error", (error) => {
      // Then the answer breaks off, which its own reading notices.
      if (answered) return;
      const why = signal.aborted ? "No answer in time" : error.message;
      reject(new OutboundFault(connected ? "lost" : "unsent", why));
    });
    request.end(body);
  });
}

/** Answers every question for the host's address with those that were judged. */
function only(found: Found[]): LookupFunction {
  return (_host, { all }, answer) =>
    all ? answer(null, found) : answer(null, found[0]!.address, found[0]!.family);
}

function readAnswer(response: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const finish = () => done(Buffer.concat(chunks).subarray(0, answerBytesMax).toString("utf8"));
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answerBytesMax) finish();
  });
  response.on("end", finish);
  response.on("error", finish);
}
