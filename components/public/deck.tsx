import type { PublicDay } from "@/status/public/types";
import { deckPaths, deckWords } from "./deck-paths";
import type { View } from "./view";

/** The deck line: 90 days of one service in at most three paths, and the same in words for those who listen. */
export function Deck({ view, days, name }: { view: View; days: PublicDay[]; name?: string }) {
  const { working, degraded, severe } = deckPaths(days);
  const words = deckWords(days, view.words);
  return (
    <svg
      className="b"
      viewBox={`0 0 ${days.length * 4} 24`}
      preserveAspectRatio="none"
      role="img"
      aria-label={name ? `${name}, ${words}` : words}
    >
      {working && <path className="o" d={working} />}
      {degraded && <path className="t" d={degraded} />}
      {severe && <path className="s" d={severe} />}
    </svg>
  );
}
