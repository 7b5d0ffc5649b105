import { expect, test } from "vitest";
import type { ComposerFields } from "./fields";
import { preselect, readyFor } from "./preselect";
import type { Reading } from "./use-review";

const fields = { words: "", wordings: [{ audienceId: "e", words: "" }] } as unknown as ComposerFields;
const template = (id: string, name: string) => ({ id, name, words: `Words of ${id}.` });
const reading = (audienceId: string, templates: Reading["templates"]) =>
  ({ audienceId, words: "", templates }) as unknown as Reading;
const rule = (audienceId: string, name: string) => ({
  ...{ audienceId, template: name },
  sentence: "When an incident opens, tell Executives.",
});
const readings = {
  p: reading("p", [template("t1", "First word")]),
  e: reading("e", [template("t2", "First word, inside"), template("t3", "Cause found")]),
};

test("ready words by rule stand in the form before anybody wrote", () => {
  const found = preselect(fields, "p", [rule("e", "first word, INSIDE ")], readings, {});
  expect(found?.fields.wordings).toEqual([{ audienceId: "e", words: "Words of t2." }]);
  expect(found?.fields.words).toBe("");
  expect(found?.filled).toEqual({ e: { id: "t2", words: "Words of t2." } });
});

test("what somebody wrote is never replaced, nor what they emptied filled in again", () => {
  const written = { ...fields, words: "We look into it." };
  expect(preselect(written, "p", [rule("p", "First word")], readings, {})).toBeNull();
  const filled = { p: { id: "t1", words: "Words of t1." } };
  expect(preselect(fields, "p", [rule("p", "First word")], readings, filled)).toBeNull();
});

test("at the next stage, words that stand as they were filled in give way to those of that stage", () => {
  const filled = { e: { id: "t2", words: "Words of t2." } };
  const untouched = { ...fields, wordings: [{ audienceId: "e", words: "Words of t2." }] };
  const found = preselect(untouched, "p", [rule("e", "Cause found")], readings, filled);
  expect(found?.fields.wordings[0]?.words).toBe("Words of t3.");
  const changed = { ...fields, wordings: [{ audienceId: "e", words: "Words of t2. And more." }] };
  expect(preselect(changed, "p", [rule("e", "Cause found")], readings, filled)).toBeNull();
});

test("a template that does not fit the moment, or is of another audience, is not offered", () => {
  expect(readyFor("p", [rule("e", "First word")], readings.p.templates)).toBeNull();
  expect(readyFor("p", [rule("p", "Put away")], readings.p.templates)).toBeNull();
});
