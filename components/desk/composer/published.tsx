"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { type Published, Said } from "../said";
import { type UndoAnswer, type Undoable, UndoBar, type UndoneResult } from "../undo-bar";
import { undoWords } from "../undo-words";

type Props = {
  incidentId: string;
  title: string;
  told: number | null;
  published: Published | null;
  /** It was for private audiences alone. */
  privately: boolean;
  /** Null: it cannot be taken back. */
  undoable: Undoable | null;
  undo: (updateId: string) => Promise<UndoAnswer>;
  onUndone: (result: UndoneResult) => void;
};

/** After publishing: whether readers see it, the way back while there is one, and where to go on. */
export function PublishedPanel({ incidentId, title, told, published, privately, ...rest }: Props) {
  const { undoable, undo, onUndone } = rest;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="empty">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <div className="said">
        <div role="status">
          <Said
            published={privately ? null : published}
            words="Written to its audiences. The public sees nothing of it."
          />
          {!undoable && told !== null && told > 0 && <p>{undoWords(told, 0)}</p>}
        </div>
        {undoable && <UndoBar undoable={undoable} told={told ?? "nobody"} undo={undo} onUndone={onUndone} />}
      </div>
      <p className="mt-6 flex flex-wrap gap-3">
        <Link className="btn q" href={`/desk/incidents/${incidentId}`}>
          Open the incident
        </Link>
        <Link className="btn q" href="/desk">
          Back to Now
        </Link>
        <Link className="btn q" href="/desk/deliveries">
          Deliveries
        </Link>
      </p>
    </section>
  );
}
