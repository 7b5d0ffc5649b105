import type { ServiceState } from "@/lib/vocabulary";
import { worse } from "@/status/overall-status";

/** A stretch of time in one state; `endedAt` null: it goes on. */
export type Spell = { state: ServiceState; startedAt: Date; endedAt: Date | null };
/** What one incident said of one service, in the order it said it. */
export type Change = { at: Date; state: ServiceState };

/** One incident's changes of one service as spells of trouble. Operational ends a spell. */
export function spellsOf(changes: Change[]): Spell[] {
  return changes.flatMap(({ at, state }, index) => {
    const endedAt = changes[index + 1]?.at ?? null;
    const empty = endedAt !== null && endedAt <= at;
    return state === "operational" || empty ? [] : [{ state, startedAt: at, endedAt }];
  });
}

/**
 * The history of one service from everything said of it: spells that do not overlap, in order, in each the
 * worst of what was said to be true at that time. Times at which nothing was wrong have no spell.
 */
export function serviceTimeline(spells: Spell[]): Spell[] {
  const timeline: Spell[] = [];
  for (const moment of momentsOf(spells)) {
    const state = stateAt(spells, moment);
    const last = timeline.at(-1);
    const open = last?.endedAt === null ? last : null;
    if (open?.state === state) continue;
    if (open) open.endedAt = new Date(moment);
    if (state !== "operational") timeline.push({ state, startedAt: new Date(moment), endedAt: null });
  }
  return timeline;
}

/** Every moment at which something may change, in order, once. */
function momentsOf(spells: Spell[]): number[] {
  const moments = spells.flatMap(({ startedAt, endedAt }) => (endedAt ? [startedAt, endedAt] : [startedAt]));
  return [...new Set(moments.map((moment) => moment.getTime()))].sort((a, b) => a - b);
}

function stateAt(spells: Spell[], moment: number): ServiceState {
  return spells
    .filter(
      ({ startedAt, endedAt }) => startedAt.getTime() <= moment && (!endedAt || endedAt.getTime() > moment),
    )
    .map(({ state }) => state)
    .reduce(worse, "operational");
}
