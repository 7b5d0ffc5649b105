"use client";

import { useEffect, useState } from "react";
import { manyLines } from "@/lib/visible-text";
import type { ApprovalState } from "@/lib/vocabulary";
import { ask } from "./ask";

/** A question about an incident's words, as far as it has come. */
export type Asking = {
  id: string;
  state: ApprovalState;
  words: string;
  audience: string;
  decider: string | null;
  reason: string | null;
};

const everyMilliseconds = 3_000;

type Props = {
  /** Null: a new incident, about which nobody can be asked yet. */
  incidentId: string | null;
  /** What is in the form; `audienceId` null: the public. */
  said: { audienceId: string | null; words: string }[];
  /** Whose yes is missing, as the refusal said it. */
  refusal: string;
  publishAlone: (reason: string) => void;
};

/** The way on when words need somebody's yes: ask, wait and see the answer, or publish alone with a reason. */
export function Approval({ incidentId, said, refusal, publishAlone }: Props) {
  const [asking, setAsking] = useState<Asking[]>([]);
  const [minutes, setMinutes] = useState("");
  const [refused, setRefused] = useState<string | null>(null);
  const door = `/desk/incidents/${incidentId}/approvals`;

  useEffect(() => {
    if (!incidentId) return;
    const look = async () => {
      const answer = await ask<Asking[]>(door);
      if (answer.ok) setAsking(answer.result);
    };
    void look();
    const timer = setInterval(look, everyMilliseconds);
    return () => clearInterval(timer);
  }, [incidentId, door]);

  const askNow = async () => {
    setRefused(null);
    const objectWithinMinutes = minutes ? Number(minutes) : null;
    const response = await fetch(door, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ said, objectWithinMinutes }),
    }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok) setAsking(answer);
    else setRefused(answer?.error ?? "The desk does not answer: try again.");
  };
  const own = asking.filter(({ words }) => said.some((one) => manyLines(one.words) === words));
  const newest = own.slice(0, said.length);
  const waits = newest.some(({ state }) => state === "asked");
  const approved = newest.length > 0 && newest.every(({ state }) => state === "approved");
  return (
    <section className="said warn" aria-label="Approval">
      <h2>These words need a yes</h2>
      {!approved && <p role="alert">{refusal}</p>}
      <ul className="wait" aria-live="polite">
        {newest.map((one) => (
          <li key={one.id}>{standing(one)}</li>
        ))}
      </ul>
      {incidentId && !waits && !approved && (
        <>
          <div className="field">
            <label htmlFor="object-within">How it is decided</label>
            <select id="object-within" value={minutes} onChange={(event) => setMinutes(event.target.value)}>
              <option value="">An explicit yes is needed</option>
              {[5, 10, 20].map((one) => (
                <option key={one} value={one}>
                  Strong objections only: silence for {one} minutes is a yes
                </option>
              ))}
            </select>
          </div>
          <button type="button" className="btn mt-2" onClick={() => void askNow()}>
            Ask for approval
          </button>
        </>
      )}
      {refused && (
        <p className="wrong" role="alert">
          {refused}
        </p>
      )}
      {!approved && <Alone publishAlone={publishAlone} />}
    </section>
  );
}

function Alone({ publishAlone }: { publishAlone: (reason: string) => void }) {
  const [reason, setReason] = useState("");
  return (
    <details>
      <summary>Publish alone</summary>
      <div className="field">
        <label htmlFor="alone">Why can it not wait?</label>
        <input
          id="alone"
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
        <p className="hint">It is recorded, and somebody reviews it later.</p>
      </div>
      <button
        type="button"
        className="btn danger mt-2"
        disabled={!reason.trim()}
        onClick={() => publishAlone(reason.trim())}
      >
        Publish alone
      </button>
    </details>
  );
}

function standing({ state, audience, decider, reason }: Asking): string {
  const who = decider ?? "nobody objected in time";
  const words: Record<ApprovalState, string> = {
    asked: "Asked. You see the answer here.",
    approved: `Approved (${who}). Publish now.`,
    objected: `Objection by ${decider ?? "somebody"}: ${reason ?? ""}`,
    stale: "The incident changed since: ask again.",
    withdrawn: "Replaced by a newer question.",
    overridden: "Published alone.",
  };
  return `${audience}: ${words[state]}`;
}
