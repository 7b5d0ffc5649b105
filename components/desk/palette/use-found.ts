"use client";

import { useEffect, useState } from "react";
import { ask } from "../composer/ask";
import type { Found } from "./items";

const quietMilliseconds = 120;

/** What the server finds for the words, while the palette is open; the last answer until the next one is there. */
export function useFound(open: boolean, typed: string): Found | null {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    if (!open) return;
    const given = new AbortController();
    const look = async () => {
      const answer = await ask<Found>(`/desk/find?q=${encodeURIComponent(typed)}`, undefined, {
        signal: given.signal,
      });
      if (!given.signal.aborted && answer.ok) setFound(answer.result);
    };
    const timer = setTimeout(() => void look(), typed ? quietMilliseconds : 0);
    return () => {
      given.abort();
      clearTimeout(timer);
    };
  }, [open, typed]);
  return found;
}
