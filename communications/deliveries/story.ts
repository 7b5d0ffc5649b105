import type { Channel, DeliveryState, HoldReason } from "@/lib/vocabulary";
import type { NamedUpdate } from "./name-updates";
import type { Beside, DecidedOnce, KeptReceipt, StoryFacts } from "./read-story";

/** One thing that happened to a message. `at` is null where the ledger keeps no time of it. */
export type Chapter = {
  at: Date | null;
} /** `rules`: those that caught them, read aloud; `thenBy`: by their order, tried when this one fails for good. */ & (
  | { kind: "planned"; reason: string; rules: string | null; insteadOf: Beside | null; thenBy: Channel[] }
  | { kind: "held"; until: Date; why: HoldReason }
  | { kind: "waits" }
  | { kind: "undone" }
  /** `beside`: the same person's message in another audience's words; else a newer one took them. */
  | { kind: "merged"; into: NamedUpdate | null; beside: Beside | null }
  /** A rule's next way was looked for; null: they had none that could be used. */
  | { kind: "next"; to: Beside | null }
  | { kind: "suppressed"; why: string | null; reason: NotWrittenTo }
  | { kind: "handing"; address: string | null; tries: number; also: NamedUpdate[] }
  | { kind: "again"; why: string | null; underWay: boolean }
  | { kind: "taken"; providerId: string | null }
  | { kind: "failed" | "unknown"; why: string | null }
  | ({ kind: "decided" } & Omit<DecidedOnce, "at">)
  /** `early`: it came before we knew the message it speaks of. */
  | { kind: "receipt"; state: DeliveryState; detail: string | null; early: boolean }
);
/** Why somebody was not written to, as far as their row still tells. */
export type NotWrittenTo = "address" | "left" | "paused" | "switched_off" | "gone";

/** A receipt that waited longer than this for its message was early. */
const earlyMilliseconds = 1_000;

/** What became of a message, in order of time: from why it was planned to the last that a provider said of it. */
export function tellStory(facts: StoryFacts): Chapter[] {
  const { delivery, decisions, receipts } = facts;
  const chapters: { key: number; chapter: Chapter }[] = [];
  const add = (key: Date | null, chapter: Chapter) =>
    chapters.push({ key: (key ?? delivery.plannedAt).getTime(), chapter });

  const { plannedAt, reason, toldBy: rules, thenBy, nextLookedAt } = delivery;
  add(plannedAt, { kind: "planned", at: plannedAt, reason, rules, insteadOf: facts.insteadOf, thenBy });
  for (const decided of decisions) add(decided.at, { kind: "decided", ...decided });
  const decidedAt = decisions.at(-1)?.at ?? null;
  for (const chapter of handing(facts)) add(delivery.sendingAt, chapter);
  for (const receipt of receipts) {
    // The provider's clock is not ours: what it says of this message never comes before we handed it over.
    const own = receipt.providerId === delivery.providerId && delivery.sendingAt;
    add(own ? later(receipt.at, own) : receipt.at, chapterOf(receipt));
  }
  for (const chapter of standing(facts))
    add(chapter.at ?? later(delivery.sendingAt ?? delivery.plannedAt, decidedAt), chapter);
  if (nextLookedAt) add(nextLookedAt, { kind: "next", at: nextLookedAt, to: facts.next });
  return chapters.toSorted((a, b) => a.key - b.key).map(({ chapter }) => chapter);
}

const later = (a: Date, b: Date | null) => (b && b > a ? b : a);

/** The handing over, when it began. */
function handing({ delivery, also, decisions }: StoryFacts): Chapter[] {
  const { sendingAt, address, attempts, state } = delivery;
  if (!sendingAt || notHanded.has(state)) return [];
  const begun: Chapter = { kind: "handing", at: sendingAt, address, tries: attempts, also };
  // Without a name from the provider, and with a person's word on it, nobody but that person says it was taken.
  const byWord = delivery.providerId === null && decisions.some(({ decision }) => decision === "arrived");
  return taken.has(state) && !byWord
    ? [begun, { kind: "taken", at: null, providerId: delivery.providerId }]
    : [begun];
}

const notHanded = new Set<DeliveryState>(["planned", "held", "merged", "undone"]);
const taken = new Set<DeliveryState>(["sent", "delayed", "delivered", "bounced", "complained"]);

/** Where it stands now, when that is more than what the provider said. */
function standing(facts: StoryFacts): Chapter[] {
  const { delivery, mergedInto, receipts } = facts;
  const { state, settledAt, failure, tryingSince } = delivery;
  const told = receipts.some((receipt) => receipt.state === state);
  switch (state) {
    case "planned":
      return [{ kind: "waits", at: null }];
    case "held":
      return delivery.heldUntil && delivery.heldWhy
        ? [{ kind: "held", at: null, until: delivery.heldUntil, why: delivery.heldWhy }]
        : [];
    case "merged":
      return [{ kind: "merged", at: settledAt, into: mergedInto, beside: facts.mergedBeside }];
    case "undone":
      return [{ kind: "undone", at: settledAt }];
    case "suppressed":
      return told ? [] : [{ kind: "suppressed", at: settledAt, why: failure, reason: whyNot(facts) }];
    case "sending":
      return failure || tryingSince
        ? [{ kind: "again", at: tryingSince, why: failure, underWay: tryingSince !== null }]
        : [];
    case "failed":
    case "unknown":
      return told ? [] : [{ kind: state, at: settledAt, why: failure }];
    default:
      return [];
  }
}

function whyNot({ delivery, subscriber }: StoryFacts): NotWrittenTo {
  if (delivery.failure) return "address";
  if (!subscriber) return "gone";
  if (subscriber.state === "left") return "left";
  if (subscriber.state === "switched_off") return "switched_off";
  return subscriber.pausedAt ? "paused" : "gone";
}

function chapterOf({ at, state, detail, receivedAt, appliedAt }: KeptReceipt): Chapter {
  const waited = appliedAt ? appliedAt.getTime() - receivedAt.getTime() : 0;
  return { kind: "receipt", at, state, detail, early: waited > earlyMilliseconds };
}
