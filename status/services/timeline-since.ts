import type { Spell } from "./service-timeline";

/**
 * A service's history from a moment on: what was written down before it, as it was, and what is true from it on. `kept`:
 * the spells written down that reach to the moment, in order. `now`: the history of what lasted until then or longer;
 * what it says of earlier times is not all that was, and is left aside.
 */
export function timelineSince(since: Date, kept: Spell[], now: Spell[]): Spell[] {
  const head = kept.find(({ startedAt }) => startedAt < since);
  const rest = now
    .filter(({ endedAt }) => endedAt === null || endedAt > since)
    .map((spell) => ({ ...spell, startedAt: new Date(Math.max(+spell.startedAt, +since)) }));
  if (!head) return rest;
  const [first, ...later] = rest;
  const goesOn = first?.state === head.state && first.startedAt.getTime() === since.getTime();
  if (goesOn) return [{ ...first, startedAt: head.startedAt }, ...later];
  return [{ state: head.state, startedAt: head.startedAt, endedAt: since }, ...rest];
}
