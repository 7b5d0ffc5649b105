import type { Shape } from "./view";

/** Every shape, drawn once a page in a 16-unit box; `h` colours the top of a major outage's bar, `x` hatches. */
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
      <symbol id="ok" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6" fill="currentColor" />
      </symbol>
      <symbol id="deg" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M2 8a6 6 0 0 0 12 0z" fill="currentColor" />
      </symbol>
      <symbol id="part" viewBox="0 0 16 16">
        <path d="M8 1 15.6 15H.4z" fill="currentColor" />
      </symbol>
      <symbol id="maj" viewBox="0 0 16 16">
        <path d="M1.5 1.5h13v13h-13z" fill="currentColor" />
        <path d="M4.5 8h7" className="cut" strokeWidth="2.2" />
      </symbol>
      <symbol id="mnt" viewBox="0 0 16 16">
        <path d="M8 1.4 14.6 8 8 14.6 1.4 8z" fill="none" stroke="currentColor" strokeWidth="2" />
      </symbol>
      <symbol id="unk" viewBox="0 0 16 16">
        <circle
          cx="8"
          cy="8"
          r="6"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray="2.4 2.3"
        />
      </symbol>
      <symbol id="late" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="7.5" fill="currentColor" />
        <path d="M8 3.6V8.4l3 2" fill="none" className="cut" strokeWidth="1.8" />
      </symbol>
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
