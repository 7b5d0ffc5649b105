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
 * worst of what was said to be true at that time. Times at which nothing was wrong have no spell. Goes once through
 * all moments: the work is that of sorting them.
 */
export function serviceTimeline(spells: Spell[]): Spell[] {
  const timeline: Spell[] = [];
  const said = new Map<ServiceState, number>();
  for (const [moment, turns] of turnsByMoment(spells)) {
    for (const { state, by } of turns) said.set(state, (said.get(state) ?? 0) + by);
    const state = worstOf(said);
    const last = timeline.at(-1);
    const open = last?.endedAt === null ? last : null;
    if (open?.state === state) continue;
    if (open) open.endedAt = new Date(moment);
    if (state !== "operational") timeline.push({ state, startedAt: new Date(moment), endedAt: null });
  }
  return timeline;
}

type Turn = { state: ServiceState; by: 1 | -1 };

/** Every moment at which something may change, in order, with what begins and what ends there. */
function turnsByMoment(spells: Spell[]): [number, Turn[]][] {
  const turns = new Map<number, Turn[]>();
  const note = (at: Date, turn: Turn) => {
    const there = turns.get(at.getTime());
    if (there) there.push(turn);
    else turns.set(at.getTime(), [turn]);
  };
  for (const { state, startedAt, endedAt } of spells) {
    // A spell of no length was never true.
    if (endedAt && endedAt <= startedAt) continue;
    note(startedAt, { state, by: 1 });
    if (endedAt) note(endedAt, { state, by: -1 });
  }
  return [...turns].sort(([a], [b]) => a - b);
}

function worstOf(said: Map<ServiceState, number>): ServiceState {
  let worst: ServiceState = "operational";
  for (const [state, times] of said) if (times > 0) worst = worse(worst, state);
  return worst;
}
