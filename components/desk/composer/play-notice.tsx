type Props = {
  play: { name: string; steps: string[] };
  /** The ready words it attaches, where they fit this stage. */
  template: { name: string; words: string } | undefined;
  words: string;
  write: (words: string) => void;
};

/** What pressing the button sets off besides: the play of this severity, step by step. */
export function PlayNotice({ play, template, words, write }: Props) {
  const use = () => {
    if (!template) return;
    if (!words.trim() || window.confirm("Replace what you have written?")) write(template.words);
  };
  return (
    <section className="said" aria-label="Response play">
      <p>
        <b>Runs the play “{play.name}”.</b>
      </p>
      <ul className="dots">
        {play.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      {template && template.words !== words && (
        <button type="button" className="bare" onClick={use}>
          Use its words
        </button>
      )}
    </section>
  );
}
