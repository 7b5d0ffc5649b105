import type { ReactNode } from "react";

type Piece = { text: string; slot: string | null; mark: "same" | "new" | "gone" };
type Props = {
  number: number;
  change: "same" | "changed" | "added" | "removed";
  pieces: Piece[];
  /** Audiences it names and nobody has made yet. */
  missing: string[];
  /** Where its fields are changed; null for who may only look. */
  editHref: string | null;
  children?: ReactNode;
};

const changeWords = {
  same: null,
  changed: "Changed",
  added: "New",
  removed: "Removed",
};

/** One rule as a sentence. What can be chosen is dotted, what was changed is marked as an editor does. */
export function RuleLine({ number, change, pieces, missing, editHref, children }: Props) {
  return (
    <li className="rule" id={`rule-${number}`}>
      <span className="n" aria-hidden="true">
        {number}
      </span>
      <div>
        <p className="say">
          {pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a sentence is drawn anew as a whole
            <Marked key={index} {...piece} />
          ))}
        </p>
        {(changeWords[change] || missing.length > 0) && (
          <p className="meta">
            {changeWords[change] && <span>{changeWords[change]}, not in use yet</span>}
            {missing.length > 0 && (
              <span>No audience is called {missing.join(" or ")} yet: nobody hears</span>
            )}
          </p>
        )}
      </div>
      <div className="acts">
        {editHref && change !== "removed" && (
          <a className="bare" href={editHref} aria-label={`Edit rule ${number}`}>
            Edit
          </a>
        )}
        {children}
      </div>
    </li>
  );
}

function Marked({ text, slot, mark }: Piece) {
  if (mark === "gone") return <del>{text}</del>;
  const words = slot ? <span className="slot">{text}</span> : text;
  return mark === "new" ? <ins>{words}</ins> : words;
}
