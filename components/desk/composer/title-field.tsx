"use client";

import type { Change } from "./facts";
import type { ComposerFields } from "./fields";

/** The title: one for everyone, above the words of each audience. */
export function TitleField({
  fields,
  change,
  error,
}: {
  fields: ComposerFields;
  change: Change;
  error: string | undefined;
}) {
  return (
    <div className="field">
      <label htmlFor="title">Title</label>
      <input
        id="title"
        className="ttl"
        value={fields.title}
        maxLength={200}
        onChange={(event) => change({ title: event.target.value })}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? "title-error" : undefined}
      />
      {error && (
        <p className="wrong" id="title-error">
          {error}
        </p>
      )}
    </div>
  );
}
