import { Resend, type WebhookEventPayload } from "resend";
import type { Receipt } from "@/communications/deliveries/receipts";
import { DomainError } from "@/lib/domain-error";

export type SignedMessage = { body: string; id: string; timestamp: string; signature: string };

/** Verifying needs no key; the SDK wants one to be made. */
const resend = new Resend("re_unused");

/**
 * What a message from Resend says of a letter; null when it is none of the ledger's business. Throws
 * `signature_wrong` when it is not from Resend, or older than five minutes.
 */
export function resendReceipt({ body, ...headers }: SignedMessage, webhookSecret: string): Receipt | null {
  return receiptOf(headers.id, verified(body, headers, webhookSecret));
}

function verified(payload: string, headers: Omit<SignedMessage, "body">, webhookSecret: string) {
  try {
    return resend.webhooks.verify({ payload, headers, webhookSecret });
  } catch {
    throw new DomainError("signature_wrong", "This message is not signed with our secret.");
  }
}

function receiptOf(id: string, event: WebhookEventPayload): Receipt | null {
  const said = (
    state: Receipt["state"],
    { email_id: providerId }: { email_id: string },
    more: Partial<Receipt> = {},
  ): Receipt => ({
    id,
    providerId,
    state,
    suppresses: null,
    detail: null,
    at: new Date(event.created_at),
    ...more,
  });
  switch (event.type) {
    case "email.sent":
      return said("sent", event.data);
    case "email.delivery_delayed":
      return said("delayed", event.data);
    case "email.delivered":
      return said("delivered", event.data);
    case "email.failed":
      return said("failed", event.data, { detail: event.data.failed.reason });
    case "email.suppressed":
      return said("suppressed", event.data, { detail: event.data.suppressed.message });
    case "email.complained":
      return said("complained", event.data, { suppresses: "complained" });
    case "email.bounced": {
      const { type, message } = event.data.bounce;
      // Only "Permanent" is for good; a full mailbox or a busy server may take the next letter.
      return said("bounced", event.data, {
        detail: `${type}: ${message}`,
        suppresses: type === "Permanent" ? "bounced" : null,
      });
    }
    default:
      return null;
  }
}
