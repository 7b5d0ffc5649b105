import type { ToldChannel } from "./read-told-updates";

/** How far the telling of an update on one channel is, and when it will be through. */
export type Progress =
  /** Nothing leaves before `at`: until then it can be undone. */
  | { kind: "undoable"; at: Date }
  /** The provider rests; nothing goes on before `until`. */
  | { kind: "resting"; until: Date; why: string }
  /** `perSecond`: messages, measured since it began; null while that says nothing. `doneAt`: when nothing waits any more. */
  | { kind: "going"; perSecond: number | null; doneAt: Date | null; complete: boolean }
  /** Nothing waits but what is kept back for later. */
  | { kind: "held" }
  | { kind: "done"; perSecond: number | null; tookMilliseconds: number | null };

type Known = {
  now: Date;
  undoUntil: Date | null;
  /** That the channel's provider rests. */
  resting: { why: string; until: Date } | null;
  /** Messages a second that its limit allows; null: no limit is known. */
  limitPerSecond: number | null;
};

/** Before that a rate is chance: the first batches are being claimed. */
const measuredAfterMilliseconds = 2_000;

/** Where a channel's telling stands. Rates are what was measured; only before that the provider's limit speaks. */
export function progressOf(told: ToldChannel, { now, undoUntil, resting, limitPerSecond }: Known): Progress {
  const { waiting, held, complete, finishedAt } = told;
  if (waiting === 0 && complete) {
    if (held > 0) return { kind: "held" };
    return { kind: "done", ...pace(told, finishedAt ?? now) };
  }
  if (undoUntil && undoUntil > now) return { kind: "undoable", at: undoUntil };
  if (resting && resting.until > now) return { kind: "resting", why: resting.why, until: resting.until };
  const measured = pace(told, now).perSecond;
  const expected = measured ?? limitPerSecond;
  const doneAt = complete && expected ? new Date(now.getTime() + (waiting / expected) * 1000) : null;
  return { kind: "going", perSecond: measured, doneAt, complete };
}

function pace(told: ToldChannel, until: Date): { perSecond: number | null; tookMilliseconds: number | null } {
  if (!told.startedAt) return { perSecond: null, tookMilliseconds: null };
  const tookMilliseconds = Math.max(0, until.getTime() - told.startedAt.getTime());
  const handed = handedOver(told);
  const perSecond =
    tookMilliseconds >= measuredAfterMilliseconds && handed > 0 ? (handed * 1000) / tookMilliseconds : null;
  return { perSecond, tookMilliseconds };
}

/** Messages that a provider was asked to take: the others needed no call. */
const handedOver = ({ sent, delayed, delivered, bounced, complained, failed, unknown }: ToldChannel) =>
  sent + delayed + delivered + bounced + complained + failed + unknown;
