"use client";

import { useEffect, useRef, useState } from "react";
import { noAnswer } from "./no-answer";
import type { Published } from "./said";
import { secondsUntil, type Told, undoWords } from "./undo-words";
import { useNow } from "./use-now";

/** What can be taken back until when, by the clock of the server, which was so late when it answered. */
export type Undoable = { updateId: string; until: string; answeredAt: string };
export type UndoneResult = {
  published: Published | null;
  revision: number;
  withdrawn: boolean;
  onceKey: string;
};
export type UndoAnswer =
  | { ok: true; result: UndoneResult }
  | { ok: false; code: string; error: string; fields: Record<string, string> };

const unreachable = "Not taken back: the desk does not answer. Try again.";

type Props = {
  undoable: Undoable;
  told: Told;
  undo: (updateId: string) => Promise<UndoAnswer>;
  onUndone: (result: UndoneResult) => void;
};

/**
 * Counts down to the moment when people are told, with the way back. Who listens hears of it once; the seconds that
 * pass are only shown.
 */
export function UndoBar({ undoable, told, undo, onUndone }: Props) {
  const { updateId, until, answeredAt } = undoable;
  const seconds = secondsUntil(until, useNow(answeredAt, 200));
  const [first] = useState(seconds);
  const [working, setWorking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const over = seconds === 0;
  const focused = useRef(false);

  // The button goes when its time is over: who stood on it stays here.
  useEffect(() => {
    if (over && focused.current) bar.current?.focus();
  }, [over]);

  const press = async () => {
    if (working) return;
    setWorking(true);
    const answer = await undo(updateId).catch((error): UndoAnswer => noAnswer(error, unreachable));
    setWorking(false);
    if (answer.ok) onUndone(answer.result);
    else setRefused(answer.error);
  };
  return (
    <div className="undo" ref={bar} tabIndex={-1}>
      {!over && <Track until={until} answeredAt={answeredAt} />}
      <p className="sr-only" role="status">
        {first > 0 && `${undoWords(told, first)} Press Undo, or Z, to take it back.`}
      </p>
      <p aria-hidden={!over}>{undoWords(told, seconds)}</p>
      {!over && (
        <button
          ref={button}
          type="button"
          className="btn"
          data-key="z"
          aria-disabled={working || undefined}
          onClick={() => void press()}
          onFocus={() => {
            focused.current = true;
          }}
          onBlur={() => {
            // A button that is taken away loses the focus too: that is not leaving it.
            if (button.current?.isConnected) focused.current = false;
          }}
        >
          Undo
          <span className="kbd" aria-hidden="true">
            Z
          </span>
        </button>
      )}
      {refused && (
        <p className="wrong" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}

/** The time that is left, as a line that gets shorter; still for who wants no motion. */
function Track({ until, answeredAt }: { until: string; answeredAt: string }) {
  const milliseconds = Math.max(0, new Date(until).getTime() - new Date(answeredAt).getTime());
  // By the object model: the desk's policy lets in no style attribute.
  const lasting = (line: HTMLElement | null) => {
    line?.style.setProperty("animation-duration", `${milliseconds}ms`);
  };
  return (
    <div className="track" aria-hidden="true">
      <i ref={lasting} />
    </div>
  );
}
