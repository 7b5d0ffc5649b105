import type { ComposerFields } from "./fields";
import type { Reading } from "./use-review";
import { withWords, wordingsOf } from "./wordings";

/** Ready words that a rule gives an audience at this moment, by their name; `sentence`: the rule, read aloud. */
export type ReadyByRule = { audienceId: string; template: string; sentence: string };
/** What was filled in already, by audience: nobody gets the same ready words twice. */
export type Filled = Record<string, { id: string; words: string }>;

/** The ready words that rules give to an audience, of those that fit the moment; null when there are none. */
export function readyFor(
  audienceId: string,
  byRule: ReadyByRule[],
  templates: Reading["templates"],
): { id: string; words: string; sentence: string } | null {
  for (const { template, sentence } of byRule.filter((one) => one.audienceId === audienceId)) {
    const found = templates.find(({ name }) => sameName(name, template));
    if (found) return { id: found.id, words: found.words, sentence };
  }
  return null;
}

/**
 * The form with ready words by rule where nobody wrote yet, or where those of an earlier moment stand untouched.
 * Null: nothing to fill in. What somebody wrote, or emptied, stays as they left it.
 */
export function preselect(
  fields: ComposerFields,
  publicId: string,
  byRule: ReadyByRule[],
  readings: Record<string, Reading>,
  filled: Filled,
): { fields: ComposerFields; filled: Filled } | null {
  const next = { fields, filled };
  for (const { audienceId, words } of wordingsOf(fields, publicId)) {
    const ready = readyFor(audienceId, byRule, readings[audienceId]?.templates ?? []);
    const before = filled[audienceId];
    if (!ready || before?.id === ready.id) continue;
    const untouched = words.trim() === "" || words === before?.words;
    if (!untouched) continue;
    next.fields = { ...next.fields, ...withWords(next.fields, publicId, audienceId, ready.words) };
    next.filled = { ...next.filled, [audienceId]: { id: ready.id, words: ready.words } };
  }
  return next.fields === fields ? null : next;
}

export const sameName = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();
