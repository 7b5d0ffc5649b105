import type { ReactNode } from "react";
import type { ServiceState } from "@/lib/vocabulary";
import { ShapeMark } from "./shapes";
import { type Shape, shapes, type View } from "./view";

type Props = { view: View; state: ServiceState; children?: ReactNode };

/** The state in word and shape, whatever we can confirm: for what is past. */
export function StateWord({ view, state, children }: Props) {
  return <Mark shape={shapes[state]}>{children ?? view.words.states[state]}</Mark>;
}

/** The state now: where it cannot be confirmed, readers see "Not confirmed" in its place. */
export function CurrentState({ view, state }: Props) {
  return (
    <>
      <Mark shape={shapes[state]} when="when-confirmed">
        {view.words.states[state]}
      </Mark>{" "}
      <Mark shape="unk" when="when-stale">
        {view.words.notConfirmed}
      </Mark>
    </>
  );
}

function Mark({ shape, when, children }: { shape: Shape; when?: string; children: ReactNode }) {
  return (
    <span className={when ? `st ${shape} ${when}` : `st ${shape}`}>
      <ShapeMark shape={shape} />
      {children}
    </span>
  );
}
