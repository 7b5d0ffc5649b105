"use client";

import { useEffect, useState } from "react";
import type { Channel } from "@/lib/vocabulary";
import { ask } from "./ask";
import type { ComposerPayload } from "./fields";

/** Somebody whom publishing would reach on one channel, as the server says it. */
export type ReachedPerson = {
  recipientId: string;
  channel: Channel;
  address: string;
  name: string | null;
  why: string;
  rules: string | null;
  words: { audienceId: string; audience: string } | null;
  merged: string[];
};
export type PeoplePage = { people: ReachedPerson[]; next: string | null };
/** What one of them would get; its HTML is asked for by the frame it stands in. */
export type ShownMessage = { subject: string; text: string; headers: [string, string][]; isLetter: boolean };

export type Form = { incidentId: string | null; payload: ComposerPayload };

const quietMilliseconds = 250;

/** A page of everybody whom the form would reach: `after` is where it begins. Null while it is read. */
export function usePeople(form: Form, { after, search }: { after: string | null; search: string }) {
  const [page, setPage] = useState<PeoplePage | null>(null);
  const [silent, setSilent] = useState(false);
  const asked = JSON.stringify({ ...form, after, search });
  useEffect(() => {
    const given = new AbortController();
    setPage(null);
    const timer = setTimeout(async () => {
      const answer = await ask<PeoplePage>("/desk/previews/people", JSON.parse(asked), {
        signal: given.signal,
      });
      if (given.signal.aborted) return;
      setSilent(!answer.ok);
      if (answer.ok) setPage(answer.result);
    }, quietMilliseconds);
    return () => {
      given.abort();
      clearTimeout(timer);
    };
  }, [asked]);
  return { page, silent };
}
