import type { ReactNode } from "react";

export type Fact = { name: string; value: ReactNode; note?: ReactNode };

/** A few facts in large figures, each with its name above and a note below. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
