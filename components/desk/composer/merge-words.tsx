"use client";

import { useRef, useState } from "react";
import { type Change, compareWords } from "@/lib/compare-words";
import { Choice } from "./choice";

type Taken = "mine" | "theirs" | "both";
type Props = {
  audience: string;
  theirs: string;
  /** As it stands in the form now. */
  mine: string;
  write: (words: string) => void;
};

/** What others published for an audience beside the words in the form: keep mine, take theirs, or both. Nothing is lost. */
export function MergeWords({ audience, theirs, mine, write }: Props) {
  const [taken, setTaken] = useState<Taken>("mine");
  // What stood in the form under each choice, so that going back brings it again.
  const texts = useRef<Partial<Record<Taken, string>>>({ theirs });
  const choose = (next: Taken) => {
    texts.current[taken] = mine;
    const own = texts.current.mine ?? mine;
    write(texts.current[next] ?? (next === "both" ? `${theirs}\n\n${own}` : own));
    setTaken(next);
  };
  const changes = compareWords(theirs, mine);
  return (
    <div className="mt-3">
      <div className="merge">
        <Side title={`They published for ${audience}`} only="removed" changes={changes} />
        <Side title="In your form" only="added" changes={changes} />
      </div>
      {mine.trim() !== "" && (
        <Choice
          legend={`Words for ${audience}`}
          name={`merge words ${audience}`}
          options={[
            { value: "mine", words: "Keep mine" },
            { value: "theirs", words: "Take theirs" },
            { value: "both", words: "Theirs, then mine" },
          ]}
          value={taken}
          choose={choose}
          hint="You go on editing below; going back brings your words again."
        />
      )}
    </div>
  );
}

/** One text, with what the other does not say marked. */
function Side({ title, only, changes }: { title: string; only: Change["kind"]; changes: Change[] }) {
  const own = changes.filter(({ kind }) => kind === "same" || kind === only);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <p>
        {own.length === 0 && <span className="mute">Nothing yet.</span>}
        {own.map(({ kind, words }, at) => {
          const key = `${at} ${kind}`;
          return kind === only ? <mark key={key}>{words}</mark> : <span key={key}>{words}</span>;
        })}
      </p>
    </section>
  );
}
