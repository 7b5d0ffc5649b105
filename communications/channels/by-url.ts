import type { Env } from "@/lib/env";
import { callOut } from "@/lib/outbound";
import { OutboundFault } from "@/lib/outbound-fault";
import type { Answer, Call } from "@/lib/outbound-post";
import type { Message, Outcome, Transport } from "./channel";

type Way = Pick<Transport, "name" | "remembersKeys" | "messagesPerCall" | "triesMax"> & {
  /** Where and what to post. May throw: then the message can never go, and why is kept. */
  callOf(message: Message): { url: string } & Call;
  /** What an answer says of the message. */
  judge(answer: Answer): Outcome;
};
type Means = Pick<Env, "OUTBOUND_ALLOW"> & { timeoutMilliseconds?: number };

/** Rests that a host asked for: within one process it is not asked again before the time. Bounded by forgetting all. */
const restsMax = 10_000;

/**
 * A transport whose addresses are hosts of their own, called through the guard of lib/outbound. What was not handed
 * over is tried again; what was, and got no answer, only where the receiver remembers keys.
 */
export function byUrl(way: Way, { OUTBOUND_ALLOW: allowed, timeoutMilliseconds }: Means): Transport {
  const restsUntil = new Map<string, number>();

  async function handOne(message: Message): Promise<Outcome> {
    const rest = (restsUntil.get(message.to) ?? 0) - performance.now();
    if (rest > 0) return askedToWait("It asked us to wait", rest / 1000);
    restsUntil.delete(message.to);
    try {
      const { url, ...call } = way.callOf(message);
      const outcome = way.judge(await callOut(url, call, { allowed, timeoutMilliseconds }));
      if (outcome.kind === "tryAgain" && outcome.retryAfterSeconds) {
        if (restsUntil.size >= restsMax) restsUntil.clear();
        restsUntil.set(message.to, performance.now() + outcome.retryAfterSeconds * 1000);
      }
      return outcome;
    } catch (error) {
      return outcomeOf(error, way.remembersKeys);
    }
  }

  const { name, remembersKeys, messagesPerCall, triesMax } = way;
  return {
    name,
    remembersKeys,
    messagesPerCall,
    triesMax,
    perSecond: null,
    shared: false,
    hand: (messages) => Promise.all(messages.map(handOne)),
  };
}

/** A wait that was asked for is not counted as a failed try. */
const askedToWait = (reason: string, seconds: number): Outcome => ({
  kind: "tryAgain",
  reason,
  retryAfterSeconds: seconds,
  rest: "rate",
});

function outcomeOf(error: unknown, remembersKeys: boolean): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof OutboundFault) || error.kind === "refused")
    return { kind: "refused", reason, gone: false };
  if (error.kind === "lost" && !remembersKeys) return { kind: "unsure", reason };
  return { kind: "tryAgain", reason, retryAfterSeconds: null };
}

/** What a limit's answer says: how long to wait, at least a second and at most an hour. */
export function waitOf(reason: string, asked: string | number | string[] | undefined): Outcome {
  const seconds = Number(asked);
  return askedToWait(reason, Number.isFinite(seconds) ? Math.min(3600, Math.max(1, seconds)) : 1);
}

/** An answer in few words, for the ledger. */
export const inShort = ({ status, text }: Answer) =>
  `Answered ${status}: ${text.replace(/\s+/g, " ").trim().slice(0, 200)}`;
