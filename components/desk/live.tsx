"use client";

import { useEffect } from "react";
import { beginLive, endLive } from "./news";

/**
 * Keeps the desk's line to what happens while its tab is in sight: a browser has few lines to one host, and hidden
 * tabs would take them all. `newest`: the newest event when the page was made.
 */
export function Live({ newest }: { newest: number }) {
  useEffect(() => {
    const follow = () => (document.visibilityState === "visible" ? beginLive(newest) : endLive());
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      endLive();
    };
  }, [newest]);
  return null;
}
