"use client";

import { ShapeMark } from "@/components/ui/shapes";
import type { Reading, ReviewNote } from "./use-review";

type Props = {
  reading: Reading | undefined;
  /** The words as they are now: a fix is offered only for the words that were read. */
  words: string;
  off: boolean;
  fix: (note: ReviewNote) => void;
};

/** An editor's notes beside the text: what must be settled is filled, advice is outlined, what passed has a tick. */
export function Notes({ reading, words, off, fix }: Props) {
  if (off && !reading) {
    return <p className="lint s">Checks are off: a person must read this twice.</p>;
  }
  if (!reading || !words.trim()) return <p className="lint s mute">Notes on your words appear here.</p>;
  const current = reading.words === words;
  return (
    <ol className="lint" aria-label="Notes" data-read={current ? "current" : "before"}>
      {reading.notes.map((note, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes are numbered by their place
        <li key={`${note.kind} ${at}`} className={note.weight === "must" ? "maj" : "deg"}>
          <b>
            <span className={note.weight === "must" ? "no f" : "no"}>{at + 1}</span> {note.title}
            <span className="sr-only">{note.weight === "must" ? ", must be settled" : ", advice"}</span>
          </b>
          <p>
            {note.suggestion}{" "}
            {note.fix && current && (
              <button type="button" className="bare" onClick={() => fix(note)}>
                {note.fix.label}
              </button>
            )}
          </p>
          <details>
            <summary>Why</summary>
            <p>
              {note.why} <span className="mute">Source: {note.source}.</span>
            </p>
          </details>
        </li>
      ))}
      {reading.passed.map(({ kind, words }) => (
        <li key={kind} className="pass">
          <span className="st ok">
            <ShapeMark shape="chk" />
            {words}
          </span>
        </li>
      ))}
    </ol>
  );
}
