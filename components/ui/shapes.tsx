import type { ReactNode } from "react";
import { stateWords } from "@/components/ui/words";
import type { Impact, ServiceState } from "@/lib/vocabulary";

type Shape = "ok" | "deg" | "part" | "maj" | "mnt" | "unk" | "late" | "soon" | "chk";

/** Each shape in a box of 16 units. The public page draws them once a page, as symbols. */
export const drawings: Record<Shape, ReactNode> = {
  ok: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  deg: (
    <>
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      <path d="M2 8a6 6 0 0 0 12 0z" fill="currentColor" />
    </>
  ),
  part: <path d="M8 1 15.6 15H.4z" fill="currentColor" />,
  maj: (
    <>
      <path d="M1.5 1.5h13v13h-13z" fill="currentColor" />
      <path d="M4.5 8h7" stroke="var(--paper)" strokeWidth="2.2" />
    </>
  ),
  mnt: <path d="M8 1.4 14.6 8 8 14.6 1.4 8z" fill="none" stroke="currentColor" strokeWidth="2" />,
  unk: (
    <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="2.4 2.3" />
  ),
  late: (
    <>
      <circle cx="8" cy="8" r="7.5" fill="currentColor" />
      <path d="M8 3.6V8.4l3 2" fill="none" stroke="var(--paper)" strokeWidth="1.8" />
    </>
  ),
  soon: (
    <>
      <circle cx="8" cy="8" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8 4V8.3l2.8 1.8" fill="none" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  chk: <path d="m2 8.6 4 4L14 4" fill="none" stroke="currentColor" strokeWidth="2.2" />,
};

/** One of our shapes, drawn in the colour of its surroundings. Always followed by the word. */
export function ShapeMark({ shape }: { shape: Shape }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {drawings[shape]}
    </svg>
  );
}

const shapeOfState = {
  operational: "ok",
  under_maintenance: "mnt",
  degraded: "deg",
  partial_outage: "part",
  major_outage: "maj",
} as const satisfies Record<ServiceState, Shape>;

/** A service state: shape and word. */
export function StateWord({ state }: { state: ServiceState }) {
  return (
    <span className={`st ${shapeOfState[state]}`}>
      <ShapeMark shape={shapeOfState[state]} />
      {stateWords[state]}
    </span>
  );
}

const shapeOfImpact = {
  none: "ok",
  minor: "deg",
  major: "part",
  critical: "maj",
} as const satisfies Record<Impact, Shape>;

/** An impact: shape and the words given. */
export function ImpactWord({ impact, children }: { impact: Impact; children: ReactNode }) {
  return (
    <span className={`st ${shapeOfImpact[impact]}`}>
      <ShapeMark shape={shapeOfImpact[impact]} />
      {children}
    </span>
  );
}

/** The name of the product with its bridge. */
export function Logo({ href = "/desk" }: { href?: string }) {
  return (
    <a className="logo" href={href}>
      <svg viewBox="0 0 24 20" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
        <path d="M1 13.5h9M10 13.5 20 4M2.5 13.5V19M10 13.5V19M21.5 13.5V19" />
        <path d="M20 13.5h3" />
      </svg>
      Drawbridge
    </a>
  );
}
