"use client";

import type { ReviewNote } from "./use-review";

type Numbered = ReviewNote & { number: number };

/**
 * The writing area with the notes' places underlined. The underlines lie in a twin of the text behind it, which
 * those who listen do not hear: they have the notes.
 */
export function MarkedText({
  label,
  words,
  write,
  marks,
  error,
}: {
  label: string;
  words: string;
  write: (words: string) => void;
  marks: Numbered[];
  error: string | undefined;
}) {
  return (
    <div className="field">
      <label htmlFor="words">{label}</label>
      <div className="marked">
        <div className="txt" aria-hidden="true">
          {piecesOf(words, marks)}
        </div>
        <textarea
          id="words"
          className="txt"
          value={words}
          rows={9}
          onChange={(event) => write(event.target.value)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "words-error words-hint" : "words-hint"}
        />
      </div>
      {error && (
        <p className="wrong" id="words-error">
          {error}
        </p>
      )}
    </div>
  );
}

/** The text in pieces: marked ones, each with its note's number, and what is between. Of two that overlap, the first. */
function piecesOf(words: string, marks: Numbered[]) {
  let last = 0;
  const pieces = [];
  for (const { range, number, weight } of marks) {
    if (!range || range.from < last) continue;
    pieces.push(words.slice(last, range.from));
    pieces.push(
      <mark key={`${range.from} ${number}`} className={weight === "must" ? "maj" : "deg"} data-note={number}>
        {words.slice(range.from, range.to)}
      </mark>,
    );
    last = range.to;
  }
  // A last line that is empty has height only with something in it.
  pieces.push(`${words.slice(last)}\u200b`);
  return pieces;
}
