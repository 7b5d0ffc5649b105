import type { View } from "@/components/public/view";
import type { Channel, DeliveryState, HoldReason } from "@/lib/vocabulary";
import { formatTime, type Zone } from "@/lib/zoned-time";

export type SentMessage = {
  updateId: string;
  channel: Channel;
  subject: string;
  state: DeliveryState;
  plannedAt: Date;
  settledAt: Date | null;
  held: { until: Date; why: HoldReason } | null;
  mergedInto: string | null;
};

/** What was sent to somebody, newest first, with what became of it. */
export function SentPage({
  view,
  zone,
  messages,
  backPath,
}: {
  view: View;
  /** The reader's own, where they told us one. */
  zone: Zone;
  messages: SentMessage[];
  backPath: string;
}) {
  const words = view.words.subscriber;
  return (
    <section className="lead doc">
      <h1>{words.historyTitle}</h1>
      <p className="dek">{words.history(messages.length)}</p>
      <ul className="past f">
        {messages.map((message) => (
          <li className="f" key={`${message.updateId} ${message.channel}`}>
            <time className="meta" dateTime={(message.settledAt ?? message.plannedAt).toISOString()}>
              {formatTime(message.settledAt ?? message.plannedAt, "dayZoned", zone)}
            </time>
            <div>
              <b>{message.subject}</b>
              <p className="meta">
                {words.channelAt(words.channels[message.channel], words.states[message.state])}
              </p>
              <Why view={view} zone={zone} message={message} />
            </div>
          </li>
        ))}
      </ul>
      <p className="acts f">
        <a className="btn q" href={backPath}>
          {words.historyBack}
        </a>
      </p>
    </section>
  );
}

function Why({ view, zone, message }: { view: View; zone: Zone; message: SentMessage }) {
  const words = view.words.subscriber;
  const { state, held, mergedInto } = message;
  const why = held
    ? words.heldUntil[held.why](formatTime(held.until, "dayZoned", zone))
    : mergedInto
      ? words.mergedInto(mergedInto)
      : state === "suppressed"
        ? words.suppressedWhy
        : null;
  return why && <p className="meta">{why}</p>;
}
