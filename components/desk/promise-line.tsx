"use client";

import { hundredths } from "@/components/ui/hundredths";
import { ShapeMark } from "@/components/ui/shapes";
import { formatTime, type Zone } from "@/lib/zoned-time";
import { viewPromise } from "./promise";
import { useNow } from "./use-now";

type Props = { audience: string; saidAt: string; by: string; renderedAt: string; zone: Zone };

/** The span: what we last said, when we speak again, and how far the time has gone. */
export function PromiseLine({ audience, saidAt, by, renderedAt, zone }: Props) {
  const view = viewPromise(new Date(saidAt), new Date(by), useNow(renderedAt));
  const crossed = `crossed-${hundredths(view.crossed / 100)}`;
  return (
    <div className={view.standing}>
      <span>{audience}</span>
      <div className={`span ${crossed} pier-${hundredths(view.pier / 100)}`} aria-hidden="true">
        <i />
        {view.standing === "overdue" && <i />}
      </div>
      <span className="by">{formatTime(new Date(by), "zoned", zone)}</span>
      <PromiseLeft standing={view.standing} words={view.words} />
    </div>
  );
}

/** The clock of a promise alone. */
export function PromiseClock({ saidAt, by, renderedAt }: Omit<Props, "audience" | "zone">) {
  const view = viewPromise(new Date(saidAt), new Date(by), useNow(renderedAt));
  return (
    <span className={view.standing}>
      <PromiseLeft standing={view.standing} words={view.words} />
    </span>
  );
}

function PromiseLeft({ standing, words }: { standing: string; words: string }) {
  return (
    <span className="left">
      {standing === "at_risk" && <ShapeMark shape="soon" />}
      {standing === "overdue" && <ShapeMark shape="late" />}
      {words}
    </span>
  );
}
