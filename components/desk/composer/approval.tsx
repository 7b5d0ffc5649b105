"use client";

import { useState } from "react";
import { manyLines } from "@/lib/visible-text";
import type { ApprovalState } from "@/lib/vocabulary";
import type { ComposerPayload } from "./fields";
import { type Asking, type HowAsked, saidIn, useAsking } from "./use-asking";

type Props = {
  /** Null: a new incident, which is proposed with its words. */
  incidentId: string | null;
  subject: string;
  payload: ComposerPayload;
  /** Whose yes is missing, as the refusal said it. */
  refusal: string;
  publishAlone: (reason: string) => void;
};

/** The way on when words need somebody's yes: ask, wait and see the answer, or publish alone with a reason. */
export function Approval({ incidentId, subject, payload, refusal, publishAlone }: Props) {
  const { asking, approvers, refused, askNow } = useAsking(incidentId, subject, payload);
  const said = saidIn(payload);
  const own = asking.filter(({ words }) => said.some((one) => manyLines(one.words) === words));
  const newest = own.slice(0, said.length);
  const waits = newest.some(({ state }) => state === "asked");
  const approved = newest.length > 0 && newest.every(({ state }) => state === "approved");
  return (
    <section className="said warn" aria-label="Approval">
      <h2>These words need a yes</h2>
      {!approved && <p role="alert">{refusal}</p>}
      {!incidentId && !approved && (
        <p className="s">The title, the facts and the words are asked for as they stand here.</p>
      )}
      <ul className="wait" aria-live="polite">
        {newest.map((one) => (
          <li key={one.id}>{standing(one)}</li>
        ))}
      </ul>
      {!waits && !approved && <Ask approvers={approvers} ask={(how) => void askNow(how)} />}
      {refused && (
        <p className="wrong" role="alert">
          {refused}
        </p>
      )}
      {!approved && <Alone publishAlone={publishAlone} />}
    </section>
  );
}

/** How it is decided, and by whom where nobody holds a role yet. */
function Ask({
  approvers,
  ask,
}: {
  approvers: { id: string; name: string }[];
  ask: (how: HowAsked) => void;
}) {
  const [minutes, setMinutes] = useState("");
  const [approverId, setApproverId] = useState("");
  return (
    <>
      {approvers.length > 0 && (
        <div className="field">
          <label htmlFor="approver">Who is asked</label>
          <select id="approver" value={approverId} onChange={(event) => setApproverId(event.target.value)}>
            <option value="">An owner: nobody has a role in it yet</option>
            {approvers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
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
      <button
        type="button"
        className="btn mt-2"
        onClick={() =>
          ask({ objectWithinMinutes: minutes ? Number(minutes) : null, approverId: approverId || null })
        }
      >
        Ask for approval
      </button>
    </>
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
    stale: "Something changed since: ask again.",
    withdrawn: "Replaced by a newer question.",
    overridden: "Published alone.",
  };
  return `${audience}: ${words[state]}`;
}
