import { drawings } from "@/components/ui/shapes";
import type { Shape } from "./view";

const symbols = ["ok", "deg", "part", "maj", "mnt", "unk", "late"] as const satisfies Shape[];

/** Every shape, drawn once a page; `h` colours the top of a major outage's bar, `x` hatches what is overdue. */
export function ShapeDefinitions() {
  return (
    <svg width="0" height="0" className="absolute" aria-hidden="true">
      <linearGradient id="h" gradientUnits="userSpaceOnUse" x1="0" y1="24" x2="0" y2="0">
        <stop offset=".68" className="part" />
        <stop offset=".68" className="maj" />
      </linearGradient>
      <pattern id="x" width="7" height="4" patternUnits="userSpaceOnUse">
        <path d="M1.5 4 3.5 0h3l-2 4z" className="maj" />
      </pattern>
      {symbols.map((shape) => (
        <symbol key={shape} id={shape} viewBox="0 0 16 16">
          {drawings[shape]}
        </symbol>
      ))}
    </svg>
  );
}

/** A shape beside its word. Never alone: it says nothing to those who cannot see it. */
export function ShapeMark({ shape }: { shape: Shape }) {
  return (
    <svg aria-hidden="true">
      <use href={`#${shape}`} />
    </svg>
  );
}
