import type { Env } from "@/lib/env";
import { callOut } from "@/lib/outbound";
import { OutboundFault } from "@/lib/outbound-fault";
import type { Answer } from "@/lib/outbound-post";
import { inShort } from "./by-url";
import type { Message, Outcome, Rest, Transport } from "./channel";

type Settings = Pick<
  Env,
  | "TWILIO_ACCOUNT_SID"
  | "TWILIO_AUTH_TOKEN"
  | "TWILIO_FROM"
  | "TWILIO_BASE_URL"
  | "SMS_PER_SECOND"
  | "OUTBOUND_ALLOW"
> & { timeoutMilliseconds?: number };

/** Twilio's API for messages (version 2010-04-01). It knows no idempotency keys. Null without an account and a number. */
export function openTwilio(env: Settings): Transport | null {
  const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, TWILIO_FROM: from } = env;
  if (!sid || !token || !from) return null;
  const base = new URL(env.TWILIO_BASE_URL);
  const url = new URL(`/2010-04-01/Accounts/${encodeURIComponent(sid)}/Messages.json`, base).href;
  // Whoever set the base address chose its host.
  const allowed = { ...env.OUTBOUND_ALLOW, hosts: [...env.OUTBOUND_ALLOW.hosts, base.hostname] };
  const headers = {
    authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`,
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };

  async function handOne({ to, text }: Message): Promise<Outcome> {
    const sender = /^MG[0-9a-f]{32}$/.test(from!) ? "MessagingServiceSid" : "From";
    const body = new URLSearchParams({ To: to, [sender]: from!, Body: text }).toString();
    const { timeoutMilliseconds } = env;
    try {
      return judge(await callOut(url, { headers, body }, { allowed, timeoutMilliseconds }));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (error instanceof OutboundFault && error.kind === "lost") return { kind: "unsure", reason };
      return again(reason, "fault");
    }
  }

  return {
    name: "twilio",
    messagesPerCall: 1,
    remembersKeys: false,
    perSecond: env.SMS_PER_SECOND || null,
    shared: true,
    triesMax: null,
    hand: (messages) => Promise.all(messages.map(handOne)),
  };
}

const again = (reason: string, rest: Rest, retryAfterSeconds: number | null = null): Outcome => ({
  kind: "tryAgain",
  reason,
  retryAfterSeconds,
  rest,
});

/** Numbers nobody can be reached at: invalid, no mobile phone, or its owner replied STOP. */
const goneCodes = [21211, 21214, 21217, 21610, 21614];
const keySeconds = 60;

/** Codes: twilio.com/docs/api/errors */
function judge(answer: Answer): Outcome {
  const { status, headers } = answer;
  const { sid, code, message } = readAnswer(answer.text);
  if (status >= 200 && status < 300) return { kind: "accepted", providerId: sid ?? null };
  const reason = message ? `${code ?? status}: ${message}` : inShort(answer);
  if (code !== undefined && goneCodes.includes(code)) return { kind: "refused", reason, gone: true };
  if (status === 429 || code === 20429) return again(reason, "rate", Number(headers["retry-after"]) || 1);
  if (status === 401 || code === 20003) return again(reason, "key", keySeconds);
  if (status === 500 || status === 503) return again(reason, "fault");
  if (status > 500) return { kind: "unsure", reason };
  return { kind: "refused", reason, gone: false };
}

function readAnswer(text: string): { sid?: string; code?: number; message?: string } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
