"use client";

import { useState } from "react";
import type { ReviewedWords } from "./use-review";

/** What changed against what this audience was told last; shown when asked for. */
export function Compared({ compared }: Pick<ReviewedWords, "compared">) {
  const [shown, setShown] = useState(false);
  if (!compared) return null;
  return (
    <div className="mt-2">
      <button type="button" className="bare" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? "Close the comparison" : `Compare with update ${compared.number}`}
      </button>
      {shown && (
        <section className="diff" aria-label={`Changes since update ${compared.number}`}>
          {compared.changes.map((change, at) => {
            const key = `${at} ${change.kind}`;
            if (change.kind === "added") return <ins key={key}>{change.words}</ins>;
            if (change.kind === "removed") return <del key={key}>{change.words}</del>;
            return <span key={key}>{change.words}</span>;
          })}
        </section>
      )}
    </div>
  );
}
