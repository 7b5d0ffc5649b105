"use client";

import { useCallback, useEffect, useState } from "react";
import { onNews } from "../news";
import { ask } from "./ask";
import type { Known } from "./fields";

/** What somebody else did to the incident since the form knew it. */
export type Changes = {
  revision: number;
  /** Who else has the form open. */
  others: string[];
  changes: { id: string; at: string; who: string; did: string; html: string | null }[];
  /** The facts as they stand now, and the promise. */
  now: Known;
  nextUpdateBy: string | null;
  /** The newest words that they published meanwhile, for each audience; `audienceId` null: the public. */
  said: { audienceId: string | null; audience: string; words: string }[];
};

const everyMilliseconds = 10_000;

/**
 * Says that the form is open; asks when something happened, and now and then, who else has it open and whether the
 * incident moved on; and at once when `look` is called.
 */
export function useChanges(incidentId: string | null, revision: number, paused: boolean) {
  const [found, setFound] = useState<Changes | null>(null);
  const [others, setOthers] = useState<string[]>([]);
  const look = useCallback(async () => {
    if (!incidentId) return;
    const answer = await ask<Changes>(`/desk/incidents/${incidentId}/changes`, { since: revision });
    if (!answer.ok) return;
    setOthers(answer.result.others);
    setFound(answer.result.revision > revision ? answer.result : null);
  }, [incidentId, revision]);
  useEffect(() => {
    if (paused || !incidentId) return;
    void look();
    const stop = onNews(() => void look());
    const timer = setInterval(look, everyMilliseconds);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [incidentId, look, paused]);
  return { found: found && found.revision > revision ? found : null, others, look };
}
