import type { Caught, CaughtBy } from "./evaluate-rules";
import type { Rule } from "./rule";
import { conditionWords, type Names, ruleSentence } from "./rule-sentence";
import type { SpokenAudience } from "./spoken-audiences";
import { isTonights } from "./tonights-rules";

/** The rules of a moment in their order, and what their ids are called. */
export type Told = { rules: readonly Rule[]; names: Names };

/**
 * Why somebody gets a message, completing "You get this because …": true, and fit for who reads it. Inside the house a
 * rule is named by its number; outside, and to readers of the public page, no message says how severe we call it.
 */
export function reasonWords(
  { caughtBy }: Pick<Caught, "caughtBy">,
  audience: Pick<SpokenAudience, "name" | "kind" | "external">,
  { rules, names }: Told,
): string {
  const asked = caughtBy.flatMap((by) => ("reason" in by ? by.reason : []));
  if (audience.kind === "public") return and(asked);
  const by = rulesOf(caughtBy, rules);
  const decided = by.filter(({ rule }) => !isTonights(rule));
  const reasons = audience.external
    ? decided.length > 0
      ? [`it was decided beforehand that ${audience.name} hears of this`]
      : []
    : decided.map(({ rule, number }) => {
        return `rule ${number} tells ${audience.name} when ${conditionWords(rule, names)}`;
      });
  if (by.some(({ rule }) => isTonights(rule))) reasons.push(`${audience.name} was added to this incident`);
  return and(reasons.length > 0 ? reasons : asked);
}

/** Which rules they were, for the desk: "Rule 3: When an incident opens, tell Executives by email."; null: none. */
export function ruleWords({ caughtBy }: Pick<Caught, "caughtBy">, { rules, names }: Told): string | null {
  const said = rulesOf(caughtBy, rules).map(({ rule, number }) =>
    isTonights(rule)
      ? `Added tonight: ${ruleSentence(rule, names)}`
      : `Rule ${number}: ${ruleSentence(rule, names)}`,
  );
  return said.length > 0 ? said.join(" ") : null;
}

function rulesOf(caughtBy: CaughtBy[], rules: readonly Rule[]): { rule: Rule; number: number }[] {
  const ids = new Set(caughtBy.flatMap((by) => ("ruleId" in by ? by.ruleId : [])));
  return rules.flatMap((rule, index) => (ids.has(rule.id) ? { rule, number: index + 1 } : []));
}

const and = (words: string[]) => new Intl.ListFormat("en-GB").format([...new Set(words)]);
