import type { View } from "@/components/public/view";
import type { Channel, SubscriberState } from "@/lib/vocabulary";
import { Part } from "./part";

export type OwnChannel = {
  id: string;
  channel: Channel;
  /** As it may be shown. */
  address: string;
  state: SubscriberState;
  paused: boolean;
  /** Null: the page they stand on. */
  path: string | null;
};

/** A person's channels, and the way to each and to one more. */
export function OwnChannels({
  view,
  channels,
  joinPath,
}: {
  view: View;
  channels: OwnChannel[];
  /** Null: from here none can be added. */
  joinPath: string | null;
}) {
  const words = view.words.subscriber;
  if (channels.length < 2 && !joinPath) return null;
  return (
    <Part title={words.yourChannels}>
      <ul>
        {channels.map(({ id, channel, address, path, ...one }) => (
          <li key={id}>
            {path ? (
              <a href={path}>{words.channelAt(words.channels[channel], address)}</a>
            ) : (
              <b>{words.channelAt(words.channels[channel], address)}</b>
            )}{" "}
            <span className="meta">{stateOf(one, view)}</span>
          </li>
        ))}
      </ul>
      {joinPath && (
        <p className="acts f">
          <a className="btn q" href={joinPath}>
            {words.addChannel}
          </a>
        </p>
      )}
    </Part>
  );
}

function stateOf({ state, paused }: Pick<OwnChannel, "state" | "paused">, { words }: View): string {
  const { channelState } = words.subscriber;
  if (state !== "confirmed") return channelState[state];
  return paused ? channelState.paused : channelState.on;
}
