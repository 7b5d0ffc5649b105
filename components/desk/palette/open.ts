"use client";

const opened = "desk-find";

/** Opens the palette, from wherever. */
export const find = () => window.dispatchEvent(new Event(opened));

/** Calls `open` when somebody asks for the palette. */
export function onFind(open: () => void): () => void {
  window.addEventListener(opened, open);
  return () => window.removeEventListener(opened, open);
}
