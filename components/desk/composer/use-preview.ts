"use client";

import { useEffect, useState } from "react";
import type { Channel } from "@/lib/vocabulary";
import { ask } from "./ask";
import type { AudienceMinutes, ComposerPayload } from "./fields";
import type { ReadyByRule } from "./preselect";

/** What publishing would do, by the same functions that will do it. */
export type Preview = {
  /** The words as readers will see them. */
  html: string;
  /** How many people hear; null when it cannot be counted now. */
  people: number | null;
  /** Who does not, and why: one line each. */
  others: { count: number; words: string }[];
  /** Messages by channel, and by the audience whose words they carry (`id` null: short notices). */
  channels: Partial<Record<Channel, number>>;
  audiences: { id: string | null; name: string; hears: number }[];
  /** How long each channel takes at its provider's rate (messages a second); null where that is not known. */
  pace: {
    channel: Channel;
    messages: number;
    perSecond: number | null;
    from: "measured" | "limit" | null;
    seconds: number | null;
  }[];
  /** Which rules run, with whom they reach besides those whom the update reaches anyway, and which do not. */
  rules: {
    run: { sentence: string; people: number }[];
    doNotRun: { sentence: string; failed: string }[];
    people: number;
  };
  /** Ready words that rules give to who speaks now, by audience. */
  readyByRule: ReadyByRule[];
  /** The cadence's answer for these facts. */
  suggestedMinutes: number;
  /** Of audiences with a table of their own. */
  audienceMinutes: AudienceMinutes;
  /** What opening it, or raising it to this severity, sets off; null: nothing. */
  play: { name: string; steps: string[]; templateId: string | null; promiseMinutes: number | null } | null;
};

const quietMilliseconds = 350;
const retryMilliseconds = 5_000;

/** The preview of what is in the form; `stale` while a newer one is on its way. */
export function usePreview(incidentId: string | null, payload: ComposerPayload) {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [shown, setShown] = useState("");
  const [attempt, setAttempt] = useState(0);
  const {
    nextUpdateBy: _changesByItself,
    onceKey: _key,
    revision: _revision,
    promise: _,
    ...asked
  } = payload;
  const wordings = asked.wordings.map(({ audienceId }) => ({ audienceId }));
  const text = JSON.stringify({ incidentId, ...asked, wordings });
  useEffect(() => {
    const given = new AbortController();
    let timer = setTimeout(async () => {
      const answer = await ask<Preview>("/desk/preview", JSON.parse(text), { signal: given.signal });
      if (given.signal.aborted) return;
      setPreview((before) => (answer.ok ? answer.result : before && { ...before, people: null }));
      if (answer.ok) setShown(text);
      else timer = setTimeout(() => setAttempt(attempt + 1), retryMilliseconds);
    }, quietMilliseconds);
    return () => {
      given.abort();
      clearTimeout(timer);
    };
  }, [text, attempt]);
  return { preview, stale: shown !== text };
}
