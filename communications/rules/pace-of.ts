/** Messages a second, as far as they are known. */
type Rates = {
  /** What the last large tellings kept. */
  measured: number | null;
  /** What the configuration allows, and what the provider itself said it takes. */
  limits: (number | null)[];
};
export type Pace = { perSecond: number | null; from: "measured" | "limit" | null; seconds: number | null };

/** How long so many messages take: at the rate that was measured, never above a limit; before any, at the limit. */
export function paceOf(messages: number, { measured, limits }: Rates): Pace {
  const known = limits.filter((limit) => limit !== null);
  const limit = known.length > 0 ? Math.min(...known) : null;
  const slowed = measured !== null && (limit === null || measured < limit);
  const perSecond = slowed ? measured : limit;
  if (perSecond === null) return { perSecond: null, from: null, seconds: messages === 0 ? 0 : null };
  return { perSecond, from: slowed ? "measured" : "limit", seconds: messages / perSecond };
}
