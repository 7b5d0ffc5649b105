"use client";

import { find } from "./open";

/** The palette for who has no keys. */
export function FindButton() {
  return (
    <button type="button" className="btn q" onClick={find} aria-keyshortcuts="Control+K Meta+K">
      Find or do
      <span className="kbd" aria-hidden="true">
        Ctrl K
      </span>
    </button>
  );
}
