import { Webhook } from "standardwebhooks";
import type { Answer } from "@/lib/outbound-post";
import { byUrl, inShort, waitOf } from "./by-url";
import type { ChannelWay, Message, Outcome } from "./channel";
import { jsonText } from "./json-text";
import { anyUrl, shownUrl } from "./url-address";
import { confirmPayload, noticePayload, testPayload, updatePayload } from "./webhook-payload";

/** One try a minute once the first have failed: about an hour in all. */
const triesMax = 60;
/** Messages handed over at once: their hosts differ, and each may take its ten seconds. */
const atOnce = 10;

/**
 * Signed JSON to anybody's server (Standard Webhooks; docs/webhooks.md). The id of a message is the same on every
 * try, so that a receiver can drop what it has got already.
 */
export const webhook: ChannelWay = {
  address: anyUrl(),
  shown: (address) => shownUrl(address, 2),
  defaultDetail: "every_update",
  batchSize: atOnce,
  compose: async (told) => updatePayload(told),
  composeConfirm: async (asked) => confirmPayload(asked),
  composeTest: async ({ pageName }) => testPayload(pageName),
  composeNotice: async (notice) => noticePayload(notice),
  inText: jsonText,
  open: (env) =>
    byUrl({ name: "webhook", remembersKeys: true, messagesPerCall: atOnce, triesMax, callOf, judge }, env),
};

function callOf({ id, to, text, secrets = [] }: Message) {
  // Standard Webhooks signs "id.timestamp.body": an id holds no dot.
  const webhookId = `msg_${id.replaceAll(".", "_")}`;
  const at = new Date();
  const signature = secrets.map((secret) => new Webhook(secret).sign(webhookId, at, text)).join(" ");
  return {
    url: to,
    body: text,
    headers: {
      "content-type": "application/json",
      "user-agent": "Drawbridge-Webhook/1",
      "webhook-id": webhookId,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      // Before an address is confirmed its owner has no secret yet.
      ...(signature && { "webhook-signature": signature }),
    },
  };
}

/** Whatever is not a yes is tried again, because the receiver remembers ids; only "gone" is an end. */
function judge(answer: Answer): Outcome {
  const { status, headers } = answer;
  const reason = inShort(answer);
  if (status >= 200 && status < 300) return { kind: "accepted", providerId: null };
  if (status === 410) return { kind: "refused", reason, gone: true };
  if (status === 429) return waitOf(reason, headers["retry-after"]);
  if (status >= 300 && status < 400)
    return {
      kind: "tryAgain",
      reason: `Answered ${status}: redirects are not followed`,
      retryAfterSeconds: null,
    };
  return { kind: "tryAgain", reason, retryAfterSeconds: null };
}
