"use client";

import { useEffect, useState } from "react";
import { ask } from "./ask";
import type { ComposerPayload } from "./fields";

/** What publishing would do, by the same functions that will do it. */
export type Preview = {
  /** The words as readers will see them. */
  html: string;
  /** How many people hear; null when it cannot be counted now. */
  people: number | null;
  /** Who does not, and why: one line each. */
  others: { count: number; words: string }[];
  /** The cadence's answer for these facts. */
  suggestedMinutes: number;
};

const quietMilliseconds = 350;

/** The preview of what is in the form; `stale` while a newer one is on its way. */
export function usePreview(incidentId: string | null, payload: ComposerPayload) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [shown, setShown] = useState("");
  const { nextUpdateBy: _changesByItself, onceKey: _key, revision: _revision, ...asked } = payload;
  const text = JSON.stringify({ incidentId, ...asked });
  useEffect(() => {
    const given = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask<Preview>("/desk/preview", JSON.parse(text), { signal: given.signal });
      if (given.signal.aborted) return;
      setPreview((before) => (answer.ok ? answer.result : before && { ...before, people: null }));
      setShown(text);
    }, quietMilliseconds);
    return () => {
      given.abort();
      clearTimeout(timer);
    };
  }, [text]);
  return { preview, stale: shown !== text };
}
