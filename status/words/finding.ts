import type { Impact, UpdateStatus } from "@/lib/vocabulary";
import type { Match } from "./phrase";
import type { Range, Steps, Token } from "./tokens";

/** What the plain-words lint looks for. `audiences.lint` weighs them by these names. */
export const findingKinds = [
  "resolution_time",
  "internal_name",
  "look_alike_link",
  "guess",
  "vague_crowd",
  "missing_impact",
  "missing_workaround",
  "missing_promise",
  "data_unsaid",
  "recovery_unsaid",
  "blame",
  "shouting",
  "empty_phrase",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** `must` blocks publishing; `advice` is a note in the margin. */
export const findingWeights = ["off", "advice", "must"] as const;
export type FindingWeight = (typeof findingWeights)[number];

/** What the words are held against. */
export type LintFacts = {
  /** Planned work has an end that is said; an incident has not. `past`: told after the fact. */
  subject: "incident" | "maintenance" | "past";
  status: UpdateStatus;
  impact: Impact | null;
  /** Whether it says when the next update comes. */
  promised: boolean;
  regions: string[];
};

/** What of an audience the lint minds. */
export type LintAudience = {
  mayExpectResolution: boolean;
  lint: Record<string, FindingWeight>;
};

/** One note: `range` is where in the words; null when something is missing in them. */
export type Found = {
  range: Range | null;
  /** A name for the note, three words or so. */
  title: string;
  /** What to write instead, in one sentence. */
  suggestion: string;
  /** A change that one press makes. */
  fix?: { label: string; range: Range; words: string };
};

/** Words, read once for all checks. */
export type Read = {
  text: string;
  tokens: Token[];
  /** By the number that tokens have: from the first word to the first of the next sentence, or to the line's end. */
  sentences: Range[];
  steps: Steps;
};

/** One thing the lint looks for. */
export type Check = {
  kind: FindingKind;
  /** Why it matters, in one sentence. */
  why: string;
  /** Who says so. */
  source: string;
  /** Said with a tick when it was looked for and nothing was found. */
  passed: string;
  /** Whether it makes sense for these facts and this audience. */
  applies: (facts: LintFacts, audience: LintAudience) => boolean;
  find: (read: Read, facts: LintFacts) => Found[];
};

/** Where the rules come from. */
export const pagerDutyGuide = "PagerDuty’s public incident-response guide";
export const houseRules = "our own rules for words";

/** A fix that takes out the whole sentence in which a match stands, with the blank behind it. */
export function cutSentence({ sentences }: Read, { tokens }: Match): NonNullable<Found["fix"]> {
  return { label: "Cut the sentence", range: sentences[tokens[0]!.sentence]!, words: "" };
}
