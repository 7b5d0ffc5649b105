"use client";

import { useEffect, useState } from "react";
import { roundUp } from "@/lib/wall-time";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { noAnswer } from "./no-answer";
import { Reload } from "./reload";
import { type Published, Said } from "./said";
import { type UndoAnswer, type Undoable, UndoBar } from "./undo-bar";
import { useNow } from "./use-now";

export type NoChangeAnswer =
  | { ok: true; result: { published: Published | null; told: boolean; undoable: Undoable | null } }
  | { ok: false; code: string; error: string };
export type NoChangeActions = {
  say: (input: { incidentId: string; revision: number; onceKey: string }) => Promise<NoChangeAnswer>;
  /** Null: the page itself shows the way back. */
  undo: ((updateId: string, draftSubject: null) => Promise<UndoAnswer>) | null;
};

type Props = NoChangeActions & {
  incidentId: string;
  title: string;
  revision: number;
  /** After how many minutes the public's cadence wants the next word. */
  minutes: number;
  renderedAt: string;
  zone: Zone;
  first?: boolean;
};

/** How long the answer stands before the button comes back: nobody says it twice by mistake. */
const answerMilliseconds = 60_000;

const unreachable = "Not published. The desk does not answer: try again.";

/** "No change, next by …": one press, with the way back. */
export function NoChange(props: Props) {
  const { incidentId, title, revision, minutes, zone, say, undo, first } = props;
  const now = useNow(props.renderedAt, 5_000);
  const [working, setWorking] = useState(false);
  const [onceKey, setOnceKey] = useState(newKey);
  const [heard, setHeard] = useState<NoChangeAnswer | null>(null);
  const [takenBack, setTakenBack] = useState(false);
  useEffect(() => {
    if (!heard?.ok) return;
    const timer = setTimeout(() => setHeard(null), answerMilliseconds);
    return () => clearTimeout(timer);
  }, [heard]);

  const press = async () => {
    if (working) return;
    setWorking(true);
    setTakenBack(false);
    const answer = await say({ incidentId, revision, onceKey }).catch(
      (error): NoChangeAnswer => noAnswer(error, unreachable),
    );
    setWorking(false);
    setHeard(answer);
    // Without an answer it may have been said: the same key says it once.
    if (answer.ok || answer.code !== "unreachable") setOnceKey(newKey());
  };
  if (heard?.ok) {
    const { published, told, undoable } = heard.result;
    return (
      <div className="said s">
        <div role="status">
          <Said published={published} />
          {!told && <p>Subscribers heard within the hour that nothing is new: they are not told again.</p>}
        </div>
        {undoable && undo && (
          <UndoBar
            undoable={undoable}
            told={told ? "subscribers" : "nobody"}
            undo={(updateId) => undo(updateId, null)}
            onUndone={() => {
              setHeard(null);
              setTakenBack(true);
            }}
          />
        )}
      </div>
    );
  }
  const by = roundUp(new Date(now.getTime() + minutes * 60_000), 5);
  return (
    <div className="mt-2">
      <button
        type="button"
        className="btn q"
        aria-disabled={working || undefined}
        data-key={first ? "e" : undefined}
        onClick={() => void press()}
      >
        No change, next by {formatTime(by, "clock", zone)}
        <span className="sr-only">: {title}</span>
        {first && (
          <span className="kbd" aria-hidden="true">
            E
          </span>
        )}
      </button>
      {heard && (
        <p className="wrong" role="alert">
          {heard.error} {heard.code === "updated" && <Reload />}
        </p>
      )}
      {takenBack && <p role="status">Taken back. Nobody was told.</p>}
    </div>
  );
}

/** Also where the desk is not reached by https, where `randomUUID` is missing. */
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
