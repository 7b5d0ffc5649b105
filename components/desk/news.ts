"use client";

/** Whoever wants to know that something happened. */
const listeners = new Set<() => void>();
let source: EventSource | null = null;
/** The newest event that this tab knows of. */
let known = 0;
let live = false;

/** Calls `heard` when something happened, until it is ended. */
export function onNews(heard: () => void): () => void {
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/** Whether what happens is heard as it happens; without, one has to look now and then. */
export const isLive = () => live;

/** Opens the line, if it is not open. */
export function beginLive(newest: number): void {
  known = Math.max(known, newest);
  if (source && source.readyState !== EventSource.CLOSED) return;
  source = new EventSource("/desk/live");
  source.addEventListener("open", () => {
    live = true;
  });
  source.addEventListener("error", () => {
    live = false;
  });
  // After every break, what happened meanwhile shows in the number alone.
  source.addEventListener("hello", ({ data }) => {
    const { event } = JSON.parse(data);
    if (event > known) learn(event);
  });
  source.addEventListener("news", ({ data }) => learn(JSON.parse(data).event ?? known));
  source.addEventListener("signed_out", endLive);
}

/** Closes the line. */
export function endLive(): void {
  source?.close();
  source = null;
  live = false;
}

function learn(event: number): void {
  known = Math.max(known, event);
  for (const heard of listeners) heard();
}
