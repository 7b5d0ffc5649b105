import type { ReactNode } from "react";

/** A part of a subscriber's page beneath what it leads with. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="blk two">
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}
