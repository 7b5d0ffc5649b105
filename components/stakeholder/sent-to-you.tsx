import { ClockOrDay } from "@/components/public/moment";
import type { View } from "@/components/public/view";
import type { Channel, DeliveryState } from "@/lib/vocabulary";

export type OwnMessage = {
  updateId: string;
  channel: Channel;
  subject: string;
  state: DeliveryState;
  plannedAt: Date;
  settledAt: Date | null;
};

/** What was sent to who reads this, newest first, with what became of it. */
export function SentToYou({
  view,
  messages,
  managePath,
}: {
  view: View;
  messages: OwnMessage[];
  managePath: string;
}) {
  const words = view.words.stakeholder;
  const { channelAt, channels, states } = view.words.subscriber;
  return (
    <section className="blk two" id="sent">
      <div>
        <h2>{words.sentToYou}</h2>
        <p>
          <a href={managePath}>{words.howYouHear}</a>
        </p>
      </div>
      {messages.length === 0 ? (
        <p className="quiet">{words.nothingSent}</p>
      ) : (
        <ol className="tl">
          {messages.map(({ updateId, channel, subject, state, plannedAt, settledAt }) => (
            <li key={`${updateId} ${channel}`}>
              <p className="at">
                <ClockOrDay view={view} at={settledAt ?? plannedAt} />
              </p>
              <div>
                <h3>{subject}</h3>
                <p className="meta">{channelAt(channels[channel], states[state])}</p>
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
