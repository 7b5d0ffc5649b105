import type { ReactNode } from "react";

/** One thing said, and at most a few things to do. */
export function Message({ title, says, children }: { title: string; says: string; children?: ReactNode }) {
  return (
    <section className="lead doc">
      <h1>{title}</h1>
      <p className="dek">{says}</p>
      {children && <div className="acts f">{children}</div>}
    </section>
  );
}
