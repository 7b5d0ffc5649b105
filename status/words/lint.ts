import {
  type Check,
  type FindingKind,
  type FindingWeight,
  type Found,
  findingKinds,
  type LintAudience,
  type LintFacts,
  type Read,
} from "./finding";
import { blame } from "./findings/blame";
import { dataUnsaid } from "./findings/data-unsaid";
import { emptyPhrase } from "./findings/empty-phrase";
import { guess } from "./findings/guess";
import { internalName } from "./findings/internal-name";
import { lookAlikeLink } from "./findings/look-alike-link";
import { missingImpact } from "./findings/missing-impact";
import { missingPromise } from "./findings/missing-promise";
import { missingWorkaround } from "./findings/missing-workaround";
import { recoveryUnsaid } from "./findings/recovery-unsaid";
import { resolutionTime } from "./findings/resolution-time";
import { shouting } from "./findings/shouting";
import { vagueCrowd } from "./findings/vague-crowd";
import { readSentences, readTokens, type Steps } from "./tokens";

/** A note on words: where, what, why, and what to write instead. */
export type Finding = Found & {
  kind: FindingKind;
  weight: Exclude<FindingWeight, "off">;
  why: string;
  source: string;
};

export type LintResult = {
  /** In the order of the text; what is missing in it comes last. */
  findings: Finding[];
  /** What was looked for and is as it should be. */
  passed: { kind: FindingKind; words: string }[];
};

/** What each finding weighs where an audience says nothing else. */
export const defaultWeights = {
  resolution_time: "must",
  internal_name: "must",
  look_alike_link: "advice",
  guess: "advice",
  vague_crowd: "advice",
  missing_impact: "advice",
  missing_workaround: "advice",
  missing_promise: "must",
  data_unsaid: "advice",
  recovery_unsaid: "advice",
  blame: "advice",
  shouting: "advice",
  empty_phrase: "advice",
} as const satisfies Record<FindingKind, FindingWeight>;

export const checks = {
  resolution_time: resolutionTime,
  internal_name: internalName,
  look_alike_link: lookAlikeLink,
  guess,
  vague_crowd: vagueCrowd,
  missing_impact: missingImpact,
  missing_workaround: missingWorkaround,
  missing_promise: missingPromise,
  data_unsaid: dataUnsaid,
  recovery_unsaid: recoveryUnsaid,
  blame,
  shouting,
  empty_phrase: emptyPhrase,
} satisfies Record<FindingKind, Check>;

/** Reads words for an audience as an editor would. Pure, and linear in the text; `steps` counts the work. */
export function lintWords(
  words: string,
  facts: LintFacts,
  audience: LintAudience,
  steps: Steps = { taken: 0 },
): LintResult {
  const tokens = readTokens(words, steps);
  const read: Read = { text: words, tokens, sentences: readSentences(words, tokens), steps };
  const result: LintResult = { findings: [], passed: [] };
  for (const kind of findingKinds) {
    const check: Check = checks[kind];
    const weight = audience.lint[kind] ?? defaultWeights[kind];
    if (weight === "off" || !check.applies(facts, audience)) continue;
    const found = check.find(read, facts);
    const { why, source, passed } = check;
    for (const one of found) result.findings.push({ ...one, kind, weight, why, source });
    if (found.length === 0) result.passed.push({ kind, words: passed });
  }
  result.findings.sort((a, b) => placeOf(a) - placeOf(b));
  return result;
}

const placeOf = ({ range }: Finding) => range?.from ?? Number.MAX_SAFE_INTEGER;
