import type { Zone } from "@/lib/zoned-time";
import { houseRules, type LintAudience, type LintFacts } from "./finding";
import { type Finding, type LintResult, lintWords } from "./lint";
import { fillWords, findVariables, type Standing, type TemplateFacts, variables } from "./template";

/** A note in the margin: one of the lint's, or a variable that no fact fills. */
export type Note = Omit<Finding, "kind"> & { kind: Finding["kind"] | "unfilled_variable" };

export type Review = {
  /** The words with the facts in place of their variables: what is published. */
  filled: string;
  /** Places are those of the words as written. */
  notes: Note[];
  passed: LintResult["passed"];
};

/** Whether words can go out with these notes. */
export const blocks = (notes: Pick<Note, "weight">[]) => notes.some(({ weight }) => weight === "must");

/** Fills words and reads what came of it, for one audience. The same at the desk and at publishing. */
export function reviewWords(
  words: string,
  facts: TemplateFacts & Pick<LintFacts, "subject">,
  audience: LintAudience & Zone,
): Review {
  const { words: filled, unfilled, written } = fillWords(words, facts, audience);
  const { findings, passed } = lintWords(
    filled,
    { ...facts, promised: facts.nextUpdateBy !== null },
    audience,
  );
  const notes: Note[] = findings.map(({ range, fix, ...finding }) => ({
    ...finding,
    range: range && written(range),
    ...(fix && { fix: { ...fix, range: written(fix.range) } }),
  }));
  notes.push(...unfilled.map(unfilledNote));
  return { filled, notes: notes.toSorted((a, b) => placeOf(a) - placeOf(b)), passed };
}

/** What keeps words from going out as they are: variables that are left, and what the audience insists on. */
export function reviewAsTheyAre(words: string, facts: LintFacts, audience: LintAudience): Note[] {
  return [...findVariables(words).map(unfilledNote), ...lintWords(words, facts, audience).findings];
}

/** Reads a title, which goes out with every wording: for what stands in it, not for what a text would lack. */
export function reviewTitle(title: string, facts: LintFacts, audience: LintAudience): Note[] {
  return lintWords(title, facts, audience).findings.flatMap(({ range, fix: _, ...finding }) =>
    range ? [{ ...finding, range: null, title: `In the title: ${finding.title.toLowerCase()}` }] : [],
  );
}

function unfilledNote({ name, kind, range }: Standing): Note {
  return {
    kind: "unfilled_variable",
    weight: "must",
    range,
    title: kind === "asked" ? `Answer: ${name}` : `Not filled: ${name}`,
    why: "Readers would see the braces.",
    source: houseRules,
    suggestion: howToFill[kind],
  };
}

const names = Object.keys(variables).map((name) => `{{${name}}}`);
const howToFill = {
  asked: "Write the answer in its place, or cut the sentence.",
  fact: "Say it in the facts, or write it here yourself.",
  unknown: `There is no such fact. There are ${new Intl.ListFormat("en-GB").format(names)}.`,
};

const placeOf = ({ range }: Note) => range?.from ?? Number.MAX_SAFE_INTEGER;
