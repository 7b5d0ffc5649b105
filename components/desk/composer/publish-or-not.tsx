"use client";

import { useState } from "react";
import {
  type PublishAnswers,
  type PublishQuestion,
  publishAdvice,
  publishQuestions,
} from "@/lib/publish-decision";

const advice = {
  publish: "Publish: it is the public's business.",
  private_notices:
    "Fewer than ten customers, and nobody outside speaks of it: write to each of them instead. Their own audiences are under Audiences.",
  keep_inside: "Nothing speaks for publishing yet. Ask again when an answer changes.",
};

type Props = {
  answers: PublishAnswers | null;
  answer: (answers: PublishAnswers) => void;
  /** The worst is published: nobody is asked. */
  skip: boolean;
  /** Whether only private audiences are written to, and the way to that. */
  privately: boolean;
  writePrivately: () => void;
};

const unanswered: PublishAnswers = {
  widespread: false,
  reportedOutside: false,
  coreInDoubt: false,
  silenceEmbarrasses: false,
  fewerThanTen: false,
};

/** Whether it is the public's business: four questions, kept with their answers. Advice, never a lock. */
export function PublishOrNot({ answers, answer, skip, privately, writePrivately }: Props) {
  const [open, setOpen] = useState(answers !== null);
  if (skip) return <p className="hint">SEV1 is published: the four questions are skipped.</p>;
  const now = answers ?? unanswered;
  const set = (part: Partial<PublishAnswers>) => answer({ ...now, ...part });
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Publish or not? Four questions</summary>
      <fieldset className="field">
        <legend className="sr-only">Publish or not</legend>
        {(Object.entries(publishQuestions) as [PublishQuestion, string][]).map(([question, words]) => (
          <label key={question} className="check">
            <input
              type="checkbox"
              checked={now[question]}
              onChange={(event) => set({ [question]: event.target.checked })}
            />
            <span>{words}</span>
          </label>
        ))}
        <label className="check">
          <input
            type="checkbox"
            checked={now.fewerThanTen}
            onChange={(event) => set({ fewerThanTen: event.target.checked })}
          />
          <span>Fewer than ten customers are hurt, and we know which</span>
        </label>
      </fieldset>
      {answers && <p role="status">{advice[publishAdvice(answers)]}</p>}
      {answers && publishAdvice(answers) === "private_notices" && !privately && (
        <button type="button" className="btn q mt-2" onClick={writePrivately}>
          Write only to the customers concerned
        </button>
      )}
    </details>
  );
}
