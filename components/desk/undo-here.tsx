"use client";

import Link from "next/link";
import { useState } from "react";
import { Said } from "./said";
import { type UndoAnswer, type Undoable, UndoBar, type UndoneResult } from "./undo-bar";
import { secondsUntil } from "./undo-words";

type Props = {
  incidentId: string;
  /** Null: nothing can be taken back now. */
  undoable: (Undoable & { tell: boolean }) | null;
  undo: (updateId: string, draftSubject: null) => Promise<UndoAnswer>;
};

/** On an incident's own page: the way back from its newest update, while there is one, and on to its words. */
export function UndoHere({ incidentId, undoable, undo }: Props) {
  const [undone, setUndone] = useState<UndoneResult | null>(null);
  if (undone) {
    const form = undone.withdrawn ? "/desk/incidents/new" : `/desk/incidents/${incidentId}/update`;
    return (
      <div className="said" role="status">
        <Said
          published={undone.published}
          say={{
            seen: "Taken back, readers see it no more. Nobody was told.",
            waits: "Taken back, nobody was told. Readers see it until the page answers: retrying.",
          }}
        />
        <p>
          Its words are a draft again. <Link href={form}>Go on writing</Link>
        </p>
      </div>
    );
  }
  // What was over when the page was made needs no words: the timeline says the rest.
  if (!undoable || secondsUntil(undoable.until, new Date(undoable.answeredAt)) === 0) return null;
  return (
    <UndoBar
      key={undoable.updateId}
      undoable={undoable}
      told={undoable.tell ? "subscribers" : "nobody"}
      undo={(updateId) => undo(updateId, null)}
      onUndone={setUndone}
    />
  );
}
