import type { ReactNode } from "react";
import type { Zone } from "@/lib/zoned-time";
import { Clock } from "./clock";

type Props = { title: ReactNode; note?: ReactNode; renderedAt: Date; zone: Zone; children?: ReactNode };

/** The head of every desk page: title, clock, and what can be done here. */
export function PageHead({ title, note, renderedAt, zone, children }: Props) {
  return (
    <header className="top">
      <h1>
        {title} {note && <small>{note}</small>}
      </h1>
      <Clock renderedAt={renderedAt.toISOString()} zone={zone} />
      {children}
    </header>
  );
}
