import type { Zone } from "@/lib/zoned-time";
import { momentWords } from "./delivery-progress";

type Notice = {
  address: string;
  state: "planned" | "sent" | "failed";
  plannedAt: Date;
  settledAt: Date | null;
  failure: string | null;
};

/** People whom rules name: who got a short notice of this update, when, and what became of it. */
export function DeliveryNotices({ notices, now, zone }: { notices: Notice[]; now: Date; zone: Zone }) {
  if (notices.length === 0) return null;
  return (
    <section className="sec" aria-label="Short notices">
      <h2>
        Short notices <small>to people whom rules name, besides the audiences</small>
      </h2>
      <ul className="mt-2 grid gap-2">
        {notices.map((one) => (
          <li key={`${one.address} ${one.plannedAt.getTime()}`} className="flex flex-wrap gap-x-4">
            <span className="long">{one.address}</span>
            <span className={one.state === "failed" ? "bad" : "mute"}>{words(one, now, zone)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function words({ state, plannedAt, settledAt, failure }: Notice, now: Date, zone: Zone): string {
  if (state === "planned") return `waits since ${momentWords(plannedAt, now, zone)}`;
  const at = momentWords(settledAt ?? plannedAt, now, zone);
  return state === "sent" ? `sent ${at}` : `not sent, ${at}: ${failure ?? "no reason was given"}`;
}
