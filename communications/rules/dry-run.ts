import type { History } from "./history";
import { type Group, type Moment, player, type Units } from "./play-history";
import type { Rule } from "./rule";

export type IncidentRun = {
  id: string;
  title: string;
  severity: string | null;
  at: Date;
  /** People who hear of it with the new rules and not with the old, and the other way round. */
  newly: number;
  stop: number;
  /** The most messages that one person gets about it. */
  mostBefore: number;
  mostAfter: number;
  /** Minutes from its first word to the first message to somebody who newly hears; null when nobody does. */
  firstMinutes: number | null;
};
export type DryRun = {
  incidents: IncidentRun[];
  /** People who newly hear of at least one incident, and who stop hearing of at least one. */
  newly: number;
  stop: number;
  /** The busiest person's messages in all, and within one hour of an incident. */
  busiest: Turn;
  busiestHour: Turn;
};
type Turn = { before: number; after: number };

/**
 * What other rules would have meant for past incidents, with today's people: the same evaluation as on the night, over
 * what really happened. Pure. People are counted in groups, so a hundred thousand cost no more than the ways in which
 * they differ.
 */
export function dryRun(
  histories: readonly History[],
  groups: readonly Group[],
  before: readonly Rule[],
  after: readonly Rule[],
): DryRun {
  const { units, weights } = unitsOf(histories, groups, [...before, ...after]);
  const [playBefore, playAfter] = [player(before, groups, units), player(after, groups, units)];
  const [old, now] = [new Board(weights.length), new Board(weights.length)];
  const [newlyEver, stopEver] = [new Uint8Array(weights.length), new Uint8Array(weights.length)];
  const incidents = histories.map((history): IncidentRun => {
    old.play(playBefore(history));
    now.play(playAfter(history));
    let [newly, stop, first] = [0, 0, Number.POSITIVE_INFINITY];
    for (let unit = 0; unit < weights.length; unit++) {
      const [did, does] = [old.messages[unit]! > 0, now.messages[unit]! > 0];
      if (does && !did) {
        newly += weights[unit]!;
        newlyEver[unit] = 1;
        first = Math.min(first, now.first[unit]!);
      } else if (did && !does) {
        stop += weights[unit]!;
        stopEver[unit] = 1;
      }
    }
    const start = history.said[0]?.at ?? new Date(0);
    return {
      ...{ id: history.id, title: history.title, severity: history.said[0]?.severity ?? null, at: start },
      ...{ newly, stop, mostBefore: most(old.messages), mostAfter: most(now.messages) },
      firstMinutes: Number.isFinite(first) ? Math.round((first - +start) / 60_000) : null,
    };
  });
  return {
    incidents,
    newly: weigh(newlyEver, weights),
    stop: weigh(stopEver, weights),
    busiest: { before: most(old.total), after: most(now.total) },
    busiestHour: { before: old.busiestHour, after: now.busiestHour },
  };
}

/** Groups first, then everybody whom rules or roles name and who is in none. `weights`: how many people a unit is. */
export function unitsOf(
  histories: readonly History[],
  groups: readonly Group[],
  rules: readonly Rule[],
): { units: Units; weights: number[] } {
  const units = new Map<string, number>();
  const weights = groups.map(({ people }) => people);
  groups.forEach(({ rows }, unit) => {
    for (const { id, channel, address } of rows) {
      units.set(id, unit);
      if (channel === "email") units.set(address.toLowerCase(), unit);
    }
  });
  const roles = new Set(rules.flatMap(({ tell }) => tell.roles));
  const holders = histories.flatMap(({ roleHolders }) =>
    [...roles].flatMap((role) => roleHolders[role] ?? []),
  );
  for (const email of [...rules.flatMap(({ tell }) => tell.people), ...holders]) {
    if (units.has(email.toLowerCase())) continue;
    units.set(email.toLowerCase(), weights.length);
    weights.push(1);
  }
  return { units, weights };
}

const hourMilliseconds = 3_600_000;

/** Counts the messages that each unit gets, of one incident after the other. */
class Board {
  readonly messages: Int32Array;
  readonly total: Int32Array;
  readonly first: Float64Array;
  readonly #hour: Float64Array;
  readonly #inHour: Int32Array;
  busiestHour = 0;

  constructor(size: number) {
    this.messages = new Int32Array(size);
    this.total = new Int32Array(size);
    this.first = new Float64Array(size);
    this.#hour = new Float64Array(size);
    this.#inHour = new Int32Array(size);
  }

  play(moments: readonly Moment[]): void {
    this.messages.fill(0);
    this.#hour.fill(-1);
    const start = moments.length > 0 ? +moments[0]!.at : 0;
    for (const { at, units } of moments) {
      const hour = Math.floor((+at - start) / hourMilliseconds);
      for (const unit of units) {
        if (this.messages[unit] === 0) this.first[unit] = +at;
        this.messages[unit]!++;
        this.total[unit]!++;
        this.#inHour[unit] = this.#hour[unit] === hour ? this.#inHour[unit]! + 1 : 1;
        this.#hour[unit] = hour;
        this.busiestHour = Math.max(this.busiestHour, this.#inHour[unit]!);
      }
    }
  }
}

const most = (counts: Int32Array) => counts.reduce((max, count) => Math.max(max, count), 0);
const weigh = (chosen: Uint8Array, weights: number[]) =>
  weights.reduce((sum, weight, unit) => (chosen[unit] ? sum + weight : sum), 0);
