import { STATUS_CODES } from "node:http";
import type { Answer } from "./answer";

const wires = new WeakMap<Answer, { second: number; bytes: Buffer }>();

/** A whole response on a kept connection, as one run of bytes; made anew when its Date is another second. */
export function wireOf(answer: Answer, now: number, keepAliveSeconds: number): Buffer {
  const second = Math.floor(now / 1000);
  const made = wires.get(answer);
  if (made?.second === second) return made.bytes;
  let head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status]}\r\n`;
  for (let index = 0; index < answer.full.length; index += 2)
    head += `${answer.full[index]}: ${answer.full[index + 1]}\r\n`;
  head += `Date: ${new Date(second * 1000).toUTCString()}\r\nConnection: keep-alive\r\nKeep-Alive: timeout=${keepAliveSeconds}\r\n\r\n`;
  const bytes = Buffer.concat([Buffer.from(head, "latin1"), answer.body]);
  wires.set(answer, { second, bytes });
  return bytes;
}
