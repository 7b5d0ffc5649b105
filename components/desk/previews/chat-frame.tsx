import type { ReactNode } from "react";

/** What surrounds a message in a chat: who posted it, in that chat's colours. */
export function ChatFrame({ look, from, children }: { look: string; from: string; children: ReactNode }) {
  return (
    <div className={`chat ${look}`}>
      <span className="face" aria-hidden="true">
        {from.slice(0, 1)}
      </span>
      <div className="min-w-0">
        <p className="by">
          <b>{from}</b> <span>APP</span>
        </p>
        {children}
      </div>
    </div>
  );
}
