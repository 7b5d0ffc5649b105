"use client";

import { useEffect, useState } from "react";
import { ask } from "./ask";
import type { ComposerPayload } from "./fields";
import { wordingsOf } from "./wordings";

export type Place = { from: number; to: number };

/** A note in the margin, as the server's review says it. */
export type ReviewNote = {
  kind: string;
  weight: "advice" | "must";
  range: Place | null;
  title: string;
  why: string;
  source: string;
  suggestion: string;
  fix?: { label: string; range: Place; words: string };
};
export type ReviewedWords = {
  audienceId: string;
  filled: string;
  html: string;
  notes: ReviewNote[];
  passed: { kind: string; words: string }[];
  /** Ready words that fit, most specific first. */
  templates: { id: string; name: string; words: string }[];
  compared: { number: number; changes: { kind: "same" | "added" | "removed"; words: string }[] } | null;
};
export type Reviewed = { wordings: ReviewedWords[] };

/** A wording with the notes on it, and the words they were written on. */
export type Reading = ReviewedWords & { words: string };

const quietMilliseconds = 300;
const retryMilliseconds = 5_000;

/**
 * What the review says of each wording, by audience. `off`: it cannot be asked now. A reading whose `words` are not
 * those in the form any more is about to be replaced.
 */
export function useReview(incidentId: string | null, publicId: string, payload: ComposerPayload) {
  const [readings, setReadings] = useState<Record<string, Reading>>({});
  const [off, setOff] = useState(false);
  const [shown, setShown] = useState("");
  const [attempt, setAttempt] = useState(0);
  const { title, type, status, impact, regions, affected: services, nextUpdateBy } = payload;
  const wordings = wordingsOf(payload, publicId).map((one) => ({ ...one, promise: undefined }));
  const text = JSON.stringify({
    ...{ incidentId, title, type, status, impact, regions, services, nextUpdateBy, wordings },
  });
  useEffect(() => {
    const given = new AbortController();
    let timer = setTimeout(async () => {
      const answer = await ask<Reviewed>("/desk/review", JSON.parse(text), { signal: given.signal });
      if (given.signal.aborted) return;
      setOff(!answer.ok);
      if (answer.ok) {
        setShown(text);
        setReadings(readingsOf(answer.result, JSON.parse(text).wordings));
      } else timer = setTimeout(() => setAttempt(attempt + 1), retryMilliseconds);
    }, quietMilliseconds);
    return () => {
      given.abort();
      clearTimeout(timer);
    };
  }, [text, attempt]);
  return { readings, off, stale: shown !== text };
}

function readingsOf(
  { wordings }: Reviewed,
  asked: { audienceId: string; words: string }[],
): Record<string, Reading> {
  return Object.fromEntries(
    wordings.map((one) => {
      const words = asked.find(({ audienceId }) => audienceId === one.audienceId)?.words ?? "";
      return [one.audienceId, { ...one, words }];
    }),
  );
}
