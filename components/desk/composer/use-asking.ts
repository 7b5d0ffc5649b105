"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { ApprovalState } from "@/lib/vocabulary";
import type { ComposerPayload } from "./fields";

/** A question about words, as far as it has come. */
export type Asking = {
  id: string;
  state: ApprovalState;
  words: string;
  audience: string;
  decider: string | null;
  reason: string | null;
};
/** The same about an incident that is only proposed, with whom one could ask. */
export type AskedOpening = { asking: Asking[]; approvers: { id: string; name: string }[] };

const everyMilliseconds = 3_000;
const silent = "The desk does not answer: try again.";

export type HowAsked = { objectWithinMinutes: number | null; approverId: string | null };

/** The questions about what is in the form, asked anew now and then, and the way to ask one. */
export function useAsking(incidentId: string | null, subject: string, payload: ComposerPayload) {
  const [asked, setAsked] = useState<AskedOpening>({ asking: [], approvers: [] });
  const [refused, setRefused] = useState<string | null>(null);
  // What is in the form when it is asked, not when the clock was set.
  const form = useRef(payload);
  form.current = payload;

  const look = useCallback(async () => {
    const response = incidentId
      ? await send(`/desk/incidents/${incidentId}/approvals`)
      : await send("/desk/openings/asked", { payload: form.current });
    if (response?.ok) setAsked(answerOf(await response.json()));
  }, [incidentId]);
  useEffect(() => {
    void look();
    const timer = setInterval(look, everyMilliseconds);
    return () => clearInterval(timer);
  }, [look]);

  const askNow = async ({ objectWithinMinutes, approverId }: HowAsked) => {
    setRefused(null);
    const response = incidentId
      ? await send(`/desk/incidents/${incidentId}/approvals`, {
          ...{ said: saidIn(form.current), objectWithinMinutes },
        })
      : await send("/desk/openings", { payload: form.current, subject, approverId, objectWithinMinutes });
    const answer = await response?.json().catch(() => null);
    if (response?.ok) setAsked(answerOf(answer));
    else setRefused(answer?.error ?? silent);
  };
  return { ...asked, refused, askNow };
}

/** What the form says to whom; `audienceId` null: the public. */
export const saidIn = ({
  words,
  wordings,
  privately,
}: Pick<ComposerPayload, "words" | "wordings" | "privately">) => [
  ...(privately ? [] : [{ audienceId: null, words }]),
  ...wordings.map(({ audienceId, words: own }) => ({ audienceId, words: own })),
];

const answerOf = (answer: Asking[] | AskedOpening): AskedOpening =>
  Array.isArray(answer) ? { asking: answer, approvers: [] } : answer;

function send(path: string, body?: unknown): Promise<Response | null> {
  return fetch(path, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  }).catch(() => null);
}
