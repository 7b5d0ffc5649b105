"use client";

import { useEffect, useRef, useState } from "react";
import { ask } from "./ask";
import type { ComposerFields } from "./fields";

const quietMilliseconds = 800;
const retryMilliseconds = 5_000;

export type DraftStanding =
  | { state: "fresh" | "writing" | "signed_out" | "unreachable" }
  | { state: "saved"; at: string };

/** Where a tab keeps its own copy, for when the server cannot be told. */
export const tabCopyKey = (subject: string) => `draft ${subject}`;

/**
 * Keeps the words: on the server shortly after each pause in typing, in this tab at once. Nothing is saved until
 * something was changed, nor while `paused` (publishing, or published).
 */
export function useDraft(subject: string, fields: ComposerFields, savedAt: string | null, paused: boolean) {
  const [standing, setStanding] = useState<DraftStanding>(
    savedAt ? { state: "saved", at: savedAt } : { state: "fresh" },
  );
  const [attempt, setAttempt] = useState(0);
  const text = JSON.stringify(fields);
  const saved = useRef(text);

  useEffect(() => {
    if (paused || text === saved.current) return;
    sessionStorage.setItem(tabCopyKey(subject), JSON.stringify({ fields: JSON.parse(text), at: Date.now() }));
    setStanding((before) => (before.state === "signed_out" ? before : { state: "writing" }));
    let left = false;
    const save = async (options?: RequestInit) => {
      const answer = await ask<{ savedAt: string }>(
        "/desk/drafts",
        { subject, fields: JSON.parse(text) },
        options,
      );
      if (left) return;
      if (answer.ok) {
        saved.current = text;
        sessionStorage.removeItem(tabCopyKey(subject));
        setStanding({ state: "saved", at: answer.result.savedAt });
      } else {
        setStanding({ state: answer.why });
        setTimeout(() => !left && setAttempt((count) => count + 1), retryMilliseconds);
      }
    };
    const timer = setTimeout(save, attempt === 0 ? quietMilliseconds : 0);
    const leave = () => document.visibilityState === "hidden" && void save({ keepalive: true });
    document.addEventListener("visibilitychange", leave);
    return () => {
      left = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", leave);
    };
  }, [subject, text, paused, attempt]);

  return standing;
}
