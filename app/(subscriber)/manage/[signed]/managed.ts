import { channelWay } from "@/communications/channels/list";
import {
  joinPath,
  leavePath,
  managePath,
  newSecretPath,
  pausePath,
  switchOnPath,
  testPath,
} from "@/communications/links";
import { channelsOf } from "@/communications/subscribers/channels-of";
import type { OwnPreferences } from "@/communications/subscribers/preferences";
import { shownAddress } from "@/communications/subscribers/shown-address";
import { overlapMilliseconds, signingSecrets } from "@/communications/subscribers/signing-secrets";
import { readByMany } from "@/communications/subscribers/ways";
import type { View } from "@/components/public/view";
import type { Managed } from "@/components/subscriber/manage-page";
import type { QuietChoice } from "@/components/subscriber/quiet-fields";
import type { Secret } from "@/components/subscriber/webhook-secret";
import type { Db } from "@/db/client";
import { clockOf } from "@/lib/clock-minutes";
import { formatTime } from "@/lib/zoned-time";
import { dataPaths } from "../../own-link";

/** What the manage page shows of somebody. */
export async function managed(db: Db, now: Date, view: View, own: OwnPreferences): Promise<Managed> {
  const { subscriberId: id, channel } = own;
  const words = view.words.subscriber;
  const channels = await channelsOf({ db }, id);
  const plain = channel === "email" ? own.address : words.channelAt(words.channels[channel], own.address);
  return {
    address: plain,
    chosen: own,
    quiet: quietChoice(own, view),
    language: own.language,
    followed: own.incidents,
    pausedSince: own.pausedAt && formatTime(own.pausedAt, "dayZoned", ownZone(own, view)),
    switchedOff: own.state === "switched_off",
    channels: channels.map((one) => ({
      ...{ id: one.id, channel: one.channel, address: shownAddress(one), state: one.state },
      paused: one.pausedAt !== null,
      path: one.id === id ? null : managePath(one.id),
    })),
    secret: secretOf(own, view, now),
    paths: {
      ...dataPaths(id),
      ...{ own: managePath(id), leave: leavePath(id), pause: pausePath(id), switchOn: switchOnPath(id) },
      test: testPathOf(own),
      join: readByMany.has(channel) ? null : joinPath(id),
    },
  };
}

/** The zone that a reader told us, or the page's. */
export const ownZone = ({ quiet }: OwnPreferences, { zone }: View) => ({
  ...zone,
  timeZone: quiet?.timeZone ?? zone.timeZone,
});

/** Where a test message is asked for; null on channels that have none. */
export const testPathOf = ({ channel, subscriberId }: OwnPreferences) =>
  channelWay(channel).composeTest ? testPath(subscriberId) : null;

/** A webhook's signing secret, as its owner may see it. */
export function secretOf(own: OwnPreferences, view: View, now: Date): Secret | null {
  if (own.channel !== "webhook") return null;
  const { subscriberId: id, secretVersion: version, secretRotatedAt: rotatedAt } = own;
  const [value, before] = signingSecrets({ id, version, rotatedAt }, now);
  const until = before && rotatedAt ? new Date(rotatedAt.getTime() + overlapMilliseconds) : null;
  return {
    ...{ value: value!, version },
    beforeUntil: until && formatTime(until, "dayZoned", ownZone(own, view)),
    newPath: newSecretPath(id),
  };
}

/** Who has no quiet hours sees a night to begin with. */
const aNight = { from: 22 * 60, until: 7 * 60 };

function quietChoice({ quiet }: OwnPreferences, { zone }: View): QuietChoice {
  const { from, until } = quiet ?? aNight;
  return {
    on: quiet !== null,
    from: clockOf(from),
    until: clockOf(until),
    timeZone: quiet?.timeZone ?? zone.timeZone,
    breaks: quiet?.breaks ?? true,
  };
}
