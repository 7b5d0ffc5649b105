"use client";

import type { ReadyByRule } from "./preselect";

type Props = {
  /** For audiences that have no words in the form yet. */
  byRule: ReadyByRule[];
  name: (audienceId: string) => string;
  add: (audienceId: string) => void;
};

/** Audiences that a rule gives ready words to, and that are not written to yet: one press begins theirs. */
export function WrittenByRule({ byRule, name, add }: Props) {
  const first = byRule.filter(
    (one, at) => byRule.findIndex((two) => two.audienceId === one.audienceId) === at,
  );
  if (first.length === 0) return null;
  return (
    <ul className="mt-2 s">
      {first.map(({ audienceId, template }) => (
        <li key={audienceId}>
          A rule has “{template}” ready for {name(audienceId)}.{" "}
          <button type="button" className="bare" onClick={() => add(audienceId)}>
            Write to {name(audienceId)}
          </button>
        </li>
      ))}
    </ul>
  );
}
