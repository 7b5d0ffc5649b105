import type { ReactNode } from "react";

type Shown = { name: string; failures: string[] };
type Props = {
  checks: Shown[];
  /** Where one is changed; null for who may only look. */
  hrefOf: ((name: string) => string) | null;
  /** What else can be done with one. */
  actsOf: (name: string) => ReactNode;
};

/** Every check with what came of it: it holds, or why not. Run anew whenever it is shown. */
export function CheckList({ checks, hrefOf, actsOf }: Props) {
  const failing = checks.filter(({ failures }) => failures.length > 0).length;
  return (
    <>
      <p className="s mute" role="status">
        {checks.length === 0
          ? "None yet. A check names a moment, and who must hear of it and who must not."
          : failing === 0
            ? `${checks.length === 1 ? "It holds" : `All ${checks.length} hold`}, run just now.`
            : `${failing} of ${checks.length} ${failing === 1 ? "does" : "do"} not hold: such a version cannot be proposed.`}
      </p>
      <ul className="wait">
        {checks.map(({ name, failures }) => (
          <li key={name}>
            <p className="t">
              {hrefOf ? <a href={hrefOf(name)}>{name}</a> : name}{" "}
              {failures.length === 0 ? (
                <span className="mute s">holds</span>
              ) : (
                <b className="s text-maj">does not hold</b>
              )}
            </p>
            {failures.map((words) => (
              <p key={words} className="s">
                {words}
              </p>
            ))}
            {actsOf(name)}
          </li>
        ))}
      </ul>
    </>
  );
}
