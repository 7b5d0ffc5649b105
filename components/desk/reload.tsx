"use client";

/** Loads the page anew, where a tab is older than the desk. */
export function Reload() {
  return (
    <button type="button" className="bare" onClick={() => location.reload()}>
      Reload
    </button>
  );
}
