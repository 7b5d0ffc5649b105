import type { Said } from "./history";
import type { Rule } from "./rule";

/** `within`: what a rule promises who hears of it for the first time; null: no rule says. */
export type GivenPromise = { nextUpdateBy: Date | null; within: Date | null };

/**
 * What an audience is promised that rules give the public's words: within the minutes of the strictest rule that names
 * it, or else when the public hears. `ran`: the rules that run.
 */
export function givenPromise(
  slug: string,
  said: Pick<Said, "at" | "status" | "nextUpdateBy">,
  ran: readonly Rule[],
): GivenPromise {
  if (said.status === "resolved") return { nextUpdateBy: null, within: null };
  const minutes = ran
    .filter(({ tell }) => tell.audiences.includes(slug))
    .flatMap((rule) => rule.withinMinutes ?? rule.everyMinutes ?? []);
  const within = minutes.length > 0 ? new Date(+said.at + Math.min(...minutes) * 60_000) : null;
  return { within, nextUpdateBy: within ?? said.nextUpdateBy };
}
