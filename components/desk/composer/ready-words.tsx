"use client";

import type { ReviewedWords } from "./use-review";

/** The chooser of ready words for a tab. What is written already is replaced only after a question. */
export function ReadyWords({
  templates,
  byRule,
  words,
  write,
}: {
  templates: ReviewedWords["templates"];
  /** The one that a rule gives at this moment. */
  byRule: { id: string; sentence: string } | null;
  words: string;
  write: (words: string) => void;
}) {
  if (templates.length === 0) return null;
  const choose = (id: string) => {
    const chosen = templates.find((one) => one.id === id);
    if (!chosen) return;
    const untouched = !words.trim() || templates.some((one) => one.words === words);
    if (untouched || window.confirm("Replace what you have written?")) write(chosen.words);
  };
  const current = templates.find((one) => one.words === words);
  return (
    <div className="tp">
      <label htmlFor="template">Template</label>
      <select id="template" value={current?.id ?? ""} onChange={(event) => choose(event.target.value)}>
        <option value="">{words.trim() ? "As written below" : "None: write freely"}</option>
        {byRuleFirst(templates, byRule?.id).map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
            {id === byRule?.id && " (by rule)"}
          </option>
        ))}
      </select>
      {byRule && byRule.id === current?.id && <p className="hint">By rule: {byRule.sentence}</p>}
    </div>
  );
}

const byRuleFirst = (templates: ReviewedWords["templates"], id: string | undefined) =>
  templates.toSorted((a, b) => Number(b.id === id) - Number(a.id === id));
