"use client";

import { type KeyboardEvent, useRef } from "react";
import { ShapeMark } from "@/components/ui/shapes";
import type { ComposerAudience, standingOf } from "./wordings";

export type AudienceTab = Pick<ComposerAudience, "id" | "name"> & { standing: ReturnType<typeof standingOf> };

type Props = {
  tabs: AudienceTab[];
  current: string;
  choose: (audienceId: string) => void;
  /** Audiences that are not spoken to yet. */
  others: ComposerAudience[];
  add: (audienceId: string) => void;
};

/** One tab for each audience that hears, with how its words stand; arrow keys go from one to the next. */
export function AudienceTabs({ tabs, current, choose, others, add }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length]!;
    choose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-audience="${next.id}"]`)?.focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label="Audiences" ref={list} onKeyDown={keys}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`tab-${tab.id}`}
            data-audience={tab.id}
            aria-selected={tab.id === current}
            aria-controls="wording"
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => choose(tab.id)}
          >
            {tab.name} <Standing standing={tab.standing} />
          </button>
        ))}
      </div>
      {others.length > 0 && (
        <select
          aria-label="Add an audience"
          value=""
          onChange={(event) => event.target.value && add(event.target.value)}
        >
          <option value="">Add an audience</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}

function Standing({ standing }: Pick<AudienceTab, "standing">) {
  if (standing === null) return null;
  if (standing === "empty") return <small>nothing yet</small>;
  if (standing === "ready") {
    return (
      <span className="st ok">
        <ShapeMark shape="chk" />
        <span className="sr-only">ready</span>
      </span>
    );
  }
  return (
    <small className="st maj">
      {standing} {standing === 1 ? "note" : "notes"}
    </small>
  );
}
