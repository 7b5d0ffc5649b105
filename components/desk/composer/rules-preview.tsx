type Props = {
  rules: {
    run: { sentence: string; people: number }[];
    doNotRun: { sentence: string; failed: string }[];
    people: number;
  };
};

const count = (people: number) =>
  people === 1 ? "1 further person" : `${people.toLocaleString("en-GB")} further people`;

/** Whom rules tell besides, each with its sentence; and why the others do not run. */
export function RulesPreview({ rules: { run, doNotRun, people } }: Props) {
  const reaching = run.filter((rule) => rule.people > 0);
  if (reaching.length + doNotRun.length === 0) return null;
  return (
    <div className="mt-3 s">
      <p>
        Rules tell <b>{people === 0 ? "nobody else" : count(people)}</b>.
      </p>
      <ul>
        {reaching.map(({ sentence, people: reached }) => (
          <li key={sentence} className="mt-1">
            {sentence} <span className="mute">{count(reached)}</span>
          </li>
        ))}
      </ul>
      {doNotRun.length > 0 && (
        <details className="mt-1">
          <summary>
            {doNotRun.length === 1 ? "1 rule does not run" : `${doNotRun.length} rules do not run`}
          </summary>
          <ul>
            {doNotRun.map(({ sentence, failed }) => (
              <li key={sentence} className="mt-1 mute">
                {sentence} <b className="text-ink">Not now: {failed}.</b>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
