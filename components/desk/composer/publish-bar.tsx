"use client";

import { Reload } from "../reload";
import { type ComposerFields, publishWords } from "./fields";

type Props = {
  fields: ComposerFields;
  change: (part: Partial<ComposerFields>) => void;
  /** Why it cannot go out yet, and whose words keep it; null: nothing does. */
  kept: { audienceId: string; words: string } | null;
  /** Whose words are in front. */
  current: string;
  choose: (audienceId: string) => void;
  /** Why it was not published; null where that is said, with a way on, above. */
  refusal: { code: string; error: string } | null;
  /** Whether only private audiences know of the incident so far. */
  isPrivate: boolean;
  people: number | null;
  waits: boolean;
};

/** Who is told, what keeps it, and the button that says what pressing it does. */
export function PublishBar(props: Props) {
  const { fields, change, kept, current, choose, refusal, isPrivate, people, waits } = props;
  const privately = fields.privately === true;
  return (
    <div className="bar">
      <div>
        <label className="check">
          <input
            type="checkbox"
            checked={fields.tell}
            onChange={(event) => change({ tell: event.target.checked })}
          />
          <span>{privately ? "Tell them" : "Tell subscribers"}</span>
        </label>
        <label className="check">
          <input
            type="checkbox"
            checked={privately}
            onChange={(event) => change({ privately: event.target.checked })}
          />
          <span>{privatelyWords(isPrivate, privately)}</span>
        </label>
        {kept && (
          <p role="status">
            <b>{kept.words}</b>{" "}
            {kept.audienceId !== current && (
              <button type="button" className="bare" onClick={() => choose(kept.audienceId)}>
                Show
              </button>
            )}
          </p>
        )}
        {refusal && (
          <p className="wrong" role="alert">
            {refusal.error} {refusal.code === "updated" && <Reload />}
            {refusal.code === "signed_out" && (
              <a href="/sign-in?callbackUrl=/desk" target="_blank" rel="noreferrer">
                Sign in
              </a>
            )}
          </p>
        )}
      </div>
      <button type="submit" className="btn go" aria-disabled={waits || undefined}>
        {publishWords(fields.tell, people, fields.privately)}
        <span className="kbd" aria-hidden="true">
          Ctrl ↵
        </span>
      </button>
    </div>
  );
}

/** What leaving the public out, or not, means for this incident. */
function privatelyWords(isPrivate: boolean, privately: boolean): string {
  if (!isPrivate || privately) return "Private audiences only";
  return "Private audiences only (off: it becomes public)";
}
