"use client";

import type { Change } from "./facts";
import type { ComposerFields } from "./fields";

/** The title and the words: what readers get, as written. */
export function WordsField({
  fields,
  change,
  errors,
}: {
  fields: ComposerFields;
  change: Change;
  errors: Record<string, string>;
}) {
  return (
    <>
      <div className="field">
        <label htmlFor="title">Title</label>
        <input
          id="title"
          className="ttl"
          value={fields.title}
          maxLength={200}
          onChange={(event) => change({ title: event.target.value })}
          aria-invalid={errors.title ? true : undefined}
          aria-describedby={errors.title ? "title-error" : undefined}
        />
        {errors.title && (
          <p className="wrong" id="title-error">
            {errors.title}
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor="words">Words</label>
        <textarea
          id="words"
          className="txt"
          value={fields.words}
          rows={9}
          onChange={(event) => change({ words: event.target.value })}
          aria-invalid={errors.words ? true : undefined}
          aria-describedby={errors.words ? "words-error words-hint" : "words-hint"}
        />
        {errors.words && (
          <p className="wrong" id="words-error">
            {errors.words}
          </p>
        )}
        <p className="hint" id="words-hint">
          What is wrong, for whom, what they can do, what we do. Markdown works.
        </p>
      </div>
    </>
  );
}
