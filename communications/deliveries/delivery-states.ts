import type { DeliveryState } from "@/lib/vocabulary";

/** Handed over, a message only moves on in this order, so receipts may come in any. */
export const afterwards = [
  "sent",
  "delayed",
  "delivered",
  "failed",
  "suppressed",
  "bounced",
  "complained",
] as const;

/** What a fan-out counts apart; the rest of what it planned is planned or sending. */
export const counted = [...afterwards, "unknown", "merged", "undone", "held"] as const;
export type CountedState = (typeof counted)[number];
export const isCounted = (state: DeliveryState): state is CountedState =>
  (counted as readonly DeliveryState[]).includes(state);

/** Nothing more is to be done for these. What is held will still be sent. */
export const done = counted.filter((state) => state !== "held");

const onFrom = (state: (typeof afterwards)[number]) => afterwards.slice(afterwards.indexOf(state) + 1);

const follows: Partial<Record<DeliveryState, readonly DeliveryState[]>> = {
  planned: ["sending", "held", "merged", "suppressed", "undone"],
  held: ["planned", "merged", "suppressed"],
  sending: ["sent", "failed", "unknown"],
  unknown: ["sent", "failed"],
  ...Object.fromEntries(afterwards.map((state) => [state, onFrom(state)])),
};

/**
 * What may follow what: outcomes only move forward, so a late or repeated one changes nothing. Back to `planned`
 * goes a failed or unknown message only by a person's word (retry-failed).
 */
export const mayBecome = (from: DeliveryState, to: DeliveryState) => follows[from]?.includes(to) ?? false;
