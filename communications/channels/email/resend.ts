import { type ErrorResponse, Resend } from "resend";
import type { Letter, Outcome, Transport } from "./transport";

/** `baseUrl`: for tests; otherwise the SDK reads RESEND_BASE_URL. */
type Options = { apiKey: string; from: string; baseUrl?: string; timeoutMilliseconds?: number };

/**
 * Resend's batch call: at most 100 letters, each with its own headers. Resend remembers an Idempotency-Key for
 * 24 hours and answers a repeated call as it did the first. The SDK neither throws, nor retries, nor times out.
 */
export function resendTransport({ apiKey, from, baseUrl, timeoutMilliseconds = 15_000 }: Options): Transport {
  const resend = new Resend(apiKey, baseUrl ? { baseUrl } : undefined);
  return {
    name: "resend",
    lettersPerCall: 100,
    remembersKeys: true,
    paced: true,
    async hand(letters, key) {
      const payload = letters.map((letter) => inWireOrder(letter, from));
      const all = (outcome: Outcome) => letters.map(() => outcome);
      try {
        const { data, error, headers } = await resend.batch.send(payload, {
          idempotencyKey: key,
          batchValidation: "permissive",
          signal: AbortSignal.timeout(timeoutMilliseconds),
        });
        if (error) return all(outcomeOf(error, headers));
        if (!Array.isArray(data?.data)) return all(again("Resend's answer could not be read"));
        return matchAnswers(letters, data.data, data.errors ?? []);
      } catch (error) {
        // While it reads an answer the SDK lets our own time-out through. It is as unsure as a lost answer, and the key makes asking again safe.
        return all(again(error instanceof Error ? error.message : String(error)));
      }
    },
  };
}

/** Field by field, so that the same letter is the same bytes. */
function inWireOrder({ to, subject, html, text, headers }: Letter, from: string) {
  return { from, to: [to], subject, html, text, headers };
}

const again = (reason: string, retryAfterSeconds: number | null = null): Outcome => ({
  kind: "tryAgain",
  reason,
  retryAfterSeconds,
});

/** Permissive answers name the letters they refuse by index; the ids belong to the others, in order. */
function matchAnswers(
  letters: Letter[],
  ids: { id: string }[],
  errors: { index: number; message: string }[],
): Outcome[] {
  const refusals = new Map(errors.map(({ index, message }) => [index, message]));
  const rest = ids.values();
  return letters.map((_, index): Outcome => {
    const reason = refusals.get(index);
    if (reason !== undefined) return { kind: "refused", reason, permanent: true };
    return { kind: "accepted", providerId: rest.next().value?.id ?? null };
  });
}

/** Codes: https://resend.com/docs/api-reference/errors (captured in SDK 6.38's types). */
function outcomeOf(error: ErrorResponse, headers: Record<string, string> | null): Outcome {
  const { name, statusCode } = error;
  const reason = `${name ?? "error"}: ${error.message}`;
  const retryAfter = Number(headers?.["retry-after"] ?? Number.NaN);
  const asked = Number.isFinite(retryAfter) ? retryAfter : null;
  if (name === "daily_quota_exceeded" || name === "monthly_quota_exceeded") return again(reason, 3600);
  if (name === "concurrent_idempotent_requests") return again(reason, asked ?? 2);
  if (name === "rate_limit_exceeded" || statusCode === 429) return again(reason, asked ?? 1);
  // A wrong key is ours to repair, not the letter's fault: it waits until somebody has.
  if (statusCode === 401 || statusCode === 403) return again(reason, 60);
  if (typeof statusCode !== "number" || statusCode >= 500 || statusCode === 408) return again(reason, asked);
  return { kind: "refused", reason, permanent: true };
}
