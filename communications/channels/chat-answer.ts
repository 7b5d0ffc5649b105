import type { Answer } from "@/lib/outbound-post";
import { inShort, waitOf } from "./by-url";
import type { Outcome } from "./channel";

/** Chats take a message twice when it is handed over twice: without an answer of theirs nobody asks again. */
export const chatTriesMax = 30;
/** Messages of one batch: they go one after the other, so that a worker that dies leaves one in doubt, not many. */
export const chatBatchSize = 5;

/**
 * What a chat's answer says of the message. Its own 429, 500 and 503 say that it was not taken; what a machine
 * before it says (502, 504 and the like) leaves it open.
 */
export function judgeChat(answer: Answer, isGone: (answer: Answer) => boolean = () => false): Outcome {
  const { status, headers } = answer;
  const reason = inShort(answer);
  if (status >= 200 && status < 300) return { kind: "accepted", providerId: null };
  if (status === 404 || status === 410 || isGone(answer)) return { kind: "refused", reason, gone: true };
  if (status === 429) return waitOf(reason, headers["retry-after"]);
  if (status === 500 || status === 503) return { kind: "tryAgain", reason, retryAfterSeconds: null };
  if (status > 500) return { kind: "unsure", reason };
  return { kind: "refused", reason, gone: false };
}
