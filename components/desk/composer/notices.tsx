"use client";

import { formatTime, type Zone } from "@/lib/zoned-time";
import { type Published, Said } from "../said";
import type { DraftStanding } from "./use-draft";

/** After taking an update back: that nobody was told, and that the words are still here. */
export function TakenBack({ published }: { published: Published | null }) {
  return (
    <div className="said" role="status">
      <Said published={published} say={takenBack} />
      <p>Nobody was told. Your words are here again.</p>
    </div>
  );
}

const takenBack = {
  seen: "Taken back, readers see it no more.",
  waits: "Taken back. Readers see it until the page answers: retrying.",
};

/** Whether the words are kept, and where. */
export function DraftLine({ standing, zone }: { standing: DraftStanding; zone: Zone }) {
  const words = {
    fresh: "Your words are kept as you type.",
    writing: "Saving…",
    signed_out: "You were signed out. Your words are kept. Sign in in a new tab, then publish.",
    unreachable: "Not saved on the server: kept in this tab, trying again.",
  };
  return (
    <p
      className={standing.state === "unreachable" || standing.state === "signed_out" ? "wrong" : "hint"}
      role="status"
    >
      {standing.state === "saved"
        ? `Saved ${formatTime(new Date(standing.at), "second", zone)}`
        : words[standing.state]}
      {standing.state === "signed_out" && (
        <>
          {" "}
          <a href="/sign-in?callbackUrl=/desk" target="_blank" rel="noreferrer">
            Sign in
          </a>
        </>
      )}
    </p>
  );
}
