import type { Caught, CaughtBy } from "./evaluate-rules";
import type { Rule } from "./rule";
import { conditionWords, type Names, ruleSentence } from "./rule-sentence";
import type { SpokenAudience } from "./spoken-audiences";
import { isTonights } from "./tonights-rules";
import { choseAll } from "./who-hears";

/** A rule and the place where it stands among the others; null: it was added tonight. */
export type NumberedRule = { rule: Rule; number: number | null };

/** Rules in the order of their version, tonight's last, with the numbers that the desk shows. */
export const numberRules = (rules: readonly Rule[]): NumberedRule[] =>
  rules.map((rule, index) => ({ rule, number: isTonights(rule) ? null : index + 1 }));

/** The rules of a moment, and what their ids are called. */
export type Told = { numbered: readonly NumberedRule[]; names: Names };

/**
 * Why somebody gets a message, completing "You get this because …": true, and fit for who reads it. Inside the house a
 * rule is named by its number; outside, and to readers of the public page, no message says how severe we call it.
 */
export function reasonWords(
  { caughtBy }: Pick<Caught, "caughtBy">,
  audience: Pick<SpokenAudience, "name" | "kind" | "external">,
  { numbered, names }: Told,
): string {
  const asked = caughtBy.flatMap((by) => ("reason" in by ? by.reason : []));
  // The many: they are told by what they asked for alone.
  if (audience.kind === "public") return asked.length === 1 ? asked[0]! : and(asked);
  const by = rulesOf(caughtBy, numbered);
  const decided = by.filter(({ number }) => number !== null);
  const reasons = audience.external
    ? decided.length > 0
      ? [`it was decided beforehand that ${audience.name} hears of this`]
      : []
    : decided.map(({ rule, number }) => {
        return `rule ${number} tells ${audience.name} when ${conditionWords(rule, names)}`;
      });
  if (by.length > decided.length) reasons.push(`${audience.name} was added to this incident`);
  // Who is on a private audience's list did not choose to be: somebody put them there.
  const listed = asked.map((reason) =>
    reason === choseAll ? `you are on the list of ${audience.name}` : reason,
  );
  return and(reasons.length > 0 ? reasons : listed);
}

/** Which rules they were, for the desk: "Rule 3: When an incident opens, tell Executives by email."; null: none. */
export function ruleWords({ caughtBy }: Pick<Caught, "caughtBy">, { numbered, names }: Told): string | null {
  const said = rulesOf(caughtBy, numbered).map(
    ({ rule, number }) =>
      `${number === null ? "Added tonight" : `Rule ${number}`}: ${ruleSentence(rule, names)}`,
  );
  return said.length > 0 ? said.join(" ") : null;
}

function rulesOf(caughtBy: CaughtBy[], numbered: readonly NumberedRule[]): NumberedRule[] {
  const ids = new Set(caughtBy.flatMap((by) => ("ruleId" in by ? by.ruleId : [])));
  return numbered.filter(({ rule }) => ids.has(rule.id));
}

const list = new Intl.ListFormat("en-GB");
const and = (words: string[]) => list.format(new Set(words));
