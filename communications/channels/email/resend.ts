import { type ErrorResponse, Resend } from "resend";
import type { Message, Outcome, Rest, Transport } from "@/communications/channels/channel";

/** `baseUrl`: for tests; otherwise the SDK reads RESEND_BASE_URL. */
type Options = {
  apiKey: string;
  from: string;
  baseUrl?: string;
  timeoutMilliseconds?: number;
  /** Requests a second; null: unlimited. */
  perSecond?: number | null;
};

/**
 * Resend's batch call: at most 100 letters, each with its own headers. Resend remembers an Idempotency-Key for
 * 24 hours and answers a repeated call as it did the first. The SDK neither throws, nor retries, nor times out.
 */
export function resendTransport({
  apiKey,
  from,
  baseUrl,
  timeoutMilliseconds = 15_000,
  perSecond = null,
}: Options): Transport {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : undefined);
  const transport: Transport = {
    name: "resend",
    messagesPerCall: 100,
    remembersKeys: true,
    perSecond,
    shared: true,
    triesMax: null,
    async hand(letters, key) {
      const payload = letters.map((letter) => inWireOrder(letter, from));
      const all = (outcome: Outcome) => letters.map(() => outcome);
      try {
        const { data, error, headers } = await resend.batch.send(payload, {
          idempotencyKey: key,
          batchValidation: "permissive",
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
        const told = Number(headers?.["ratelimit-limit"]);
        if (told > 0) transport.toldPerSecond = told;
        if (error) return all(outcomeOf(error, headers));
        if (!Array.isArray(data?.data)) return all(again("Resend's answer could not be read", null, "fault"));
        return matchAnswers(letters, data.data, data.errors ?? []);
      } catch (error) {
        // While it reads an answer the SDK lets our own time-out through. It is as unsure as a lost answer, and the key makes asking again safe.
        return all(again(error instanceof Error ? error.message : String(error), null, "fault"));
      }
    },
  };
  return transport;
}

/** Field by field, so that the same letter is the same bytes. */
function inWireOrder({ to, subject, html, text, headers }: Message, from: string) {
  return { from, to: [to], subject, html: html ?? undefined, text, headers };
}

const again = (reason: string, retryAfterSeconds: number | null = null, rest?: Rest): Outcome => ({
  kind: "tryAgain",
  reason,
  retryAfterSeconds,
  ...(rest && { rest }),
});

/** Permissive answers name the letters they refuse by index; the ids belong to the others, in order. */
function matchAnswers(
  letters: Message[],
  ids: { id: string }[],
  errors: { index: number; message: string }[],
): Outcome[] {
  const refusals = new Map(errors.map(({ index, message }) => [index, message]));
  const rest = ids.values();
  return letters.map((_, index): Outcome => {
    const reason = refusals.get(index);
    if (reason !== undefined) return { kind: "refused", reason, gone: false };
    return { kind: "accepted", providerId: rest.next().value?.id ?? null };
  });
}

/** When nobody says how long: a used-up quota is asked again hourly, a refused key each minute. */
const quotaSeconds = 3600;
const keySeconds = 60;

/** Codes: https://resend.com/docs/api-reference/errors (captured in SDK 6.38's types). */
function outcomeOf(error: ErrorResponse, headers: Record<string, string> | null): Outcome {
  const { name, statusCode } = error;
  const reason = `${name ?? "error"}: ${error.message}`;
  const retryAfter = Number(headers?.["retry-after"] ?? headers?.["ratelimit-reset"] ?? Number.NaN);
  const asked = Number.isFinite(retryAfter) ? retryAfter : null;
  if (name === "daily_quota_exceeded" || name === "monthly_quota_exceeded") {
    return again(reason, asked ?? quotaSeconds, "quota");
  }
  if (name === "concurrent_idempotent_requests") return again(reason, asked ?? 2);
  if (name === "rate_limit_exceeded" || statusCode === 429) return again(reason, asked ?? 1, "rate");
  // A wrong key is ours to repair, not the letter's fault: it waits until somebody has.
  if (statusCode === 401 || statusCode === 403) return again(reason, keySeconds, "key");
  if (typeof statusCode !== "number" || statusCode >= 500 || statusCode === 408) {
    return again(reason, asked, "fault");
  }
  return { kind: "refused", reason, gone: false };
}
