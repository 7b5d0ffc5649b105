/** What is known of a summons when it is decided whom it asks next. */
export type SummonsFacts = {
  /** Everybody in order. */
  people: readonly string[];
  /** Those who cannot take the role now: their account is shut, they may only look, they are needed elsewhere. */
  unfit: ReadonlySet<string>;
  /** Who was asked, in the order it happened, and until when each had to answer. */
  calls: readonly { userId: string; answerBy: Date }[];
};
export type NextSummons =
  | { kind: "wait"; until: Date }
  | { kind: "call"; userId: string; place: number }
  | { kind: "exhausted" };

/**
 * Whom a summons asks next: it waits for who was asked last, then goes to the next person in order who can take the
 * role and was not asked yet. Somebody who became unfit is not waited for. Pure.
 */
export function nextSummons({ people, unfit, calls }: SummonsFacts, now: Date): NextSummons {
  const last = calls.at(-1);
  if (last && !unfit.has(last.userId) && last.answerBy > now) return { kind: "wait", until: last.answerBy };
  const asked = new Set(calls.map(({ userId }) => userId));
  const place = people.findIndex((userId) => !asked.has(userId) && !unfit.has(userId));
  const userId = people[place];
  return userId === undefined ? { kind: "exhausted" } : { kind: "call", userId, place };
}
