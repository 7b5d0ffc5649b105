"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { type Published, Said } from "../said";

type Props = { incidentId: string; title: string; told: number | null; published: Published | null };

/** After publishing: whether readers see it, and where to go on. */
export function PublishedPanel({ incidentId, title, told, published }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="empty">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      <div className="said" role="status">
        <Said published={published} />
        {told !== null && told > 0 && (
          <p>
            {told.toLocaleString("en-GB")} {told === 1 ? "person is" : "people are"} being told.
          </p>
        )}
      </div>
      <p className="mt-6 flex flex-wrap gap-3">
        <Link className="btn" href={`/desk/incidents/${incidentId}`}>
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
