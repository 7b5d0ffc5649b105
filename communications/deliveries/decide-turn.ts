import { type QuietHours, quietUntil } from "@/lib/quiet-hours";
import type { HoldReason, Severity, SuppressionReason } from "@/lib/vocabulary";

/** A message of the ledger that is not on its way yet. */
export type Waiting = {
  updateId: string;
  incidentId: string | null;
  postedAt: Date;
  state: "planned" | "held";
  /** Whether it can no longer be undone: only then may another message's words be left to it. */
  settledOn: boolean;
};

/** What is known of a recipient when it is a message's turn. */
export type Recipient = {
  /** Null when they no longer listen: left, paused, removed. */
  address: string | null;
  suppressed: SuppressionReason | null;
  quiet: QuietHours | null;
  /** Whether a SEV1 incident may break the quiet. */
  quietBreaks: boolean;
  /** When they were written to within the last hour, oldest first. */
  recent: Date[];
  /** Their other messages on this channel that wait. */
  waiting: Waiting[];
};

export type Turn =
  | { do: "suppress"; why: string | null }
  | { do: "merge"; into: string }
  | { do: "hold"; until: Date; why: HoldReason }
  /** `also`: waiting updates whose words go with it, oldest first. */
  | { do: "send"; also: string[] };

const hour = 60 * 60 * 1000;

/**
 * What becomes of a message whose turn it is. One that a newer update of the same incident has overtaken leaves its
 * words to that one; past the ceiling, or in quiet hours, it is held; else it goes, and takes along what waits:
 * older updates of its incident and whatever was held. Nothing is ever dropped in silence.
 */
export function decideTurn(
  message: Waiting & { severity: Severity | null },
  recipient: Recipient,
  { now, messagesPerHour }: { now: Date; messagesPerHour: number },
): Turn {
  const { address, suppressed, waiting } = recipient;
  if (suppressed) return { do: "suppress", why: `The address ${suppressed} earlier` };
  if (address === null) return { do: "suppress", why: null };
  const newest = waiting
    .filter((other) => other.settledOn && sameIncident(other, message) && isAfter(other, message))
    .toSorted(byTime)
    .at(-1);
  if (newest) return { do: "merge", into: newest.updateId };
  const hold = quietHold(message, recipient, now) ?? stormHold(recipient.recent, messagesPerHour);
  if (hold) return { do: "hold", ...hold };
  const along = waiting.filter(
    (other) =>
      other.state === "held" || (sameIncident(other, message) && other.settledOn && isAfter(message, other)),
  );
  return { do: "send", also: along.toSorted(byTime).map(({ updateId }) => updateId) };
}

const sameIncident = (a: Waiting, b: Waiting) => a.incidentId !== null && a.incidentId === b.incidentId;
const byTime = (a: Waiting, b: Waiting) =>
  a.postedAt.getTime() - b.postedAt.getTime() || (a.updateId < b.updateId ? -1 : 1);
const isAfter = (a: Waiting, b: Waiting) => byTime(a, b) > 0;

type Hold = { until: Date; why: HoldReason };

function quietHold(
  message: { severity: Severity | null },
  { quiet, quietBreaks }: Recipient,
  now: Date,
): Hold | null {
  if (!quiet || (quietBreaks && message.severity === "SEV1")) return null;
  const until = quietUntil(quiet, now);
  return until && { until, why: "quiet_hours" };
}

function stormHold(recent: Date[], messagesPerHour: number): Hold | null {
  if (recent.length < messagesPerHour) return null;
  const makesRoom = recent[recent.length - messagesPerHour]!;
  return { until: new Date(makesRoom.getTime() + hour), why: "storm_guard" };
}
