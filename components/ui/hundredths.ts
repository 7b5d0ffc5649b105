/**
 * A part of a whole as a class says it (`share-37`): whole hundredths, never beyond 0 and 100. Style sheets hold a rule for
 * each, so that no element needs a style of its own, which a strict policy would refuse.
 */
export const hundredths = (part: number): number =>
  Number.isFinite(part) ? Math.min(100, Math.max(0, Math.round(part * 100))) : 0;
