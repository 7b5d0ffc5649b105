import Link from "next/link";
import type { HeldGroup, MergedGroup } from "@/communications/deliveries/read-held";
import { channelWords, holdWords } from "@/components/ui/words";
import { groupBy } from "@/lib/group-by";
import type { Channel } from "@/lib/vocabulary";
import type { Zone } from "@/lib/zoned-time";
import { momentWords } from "./delivery-progress";

type Props = { held: HeldGroup[]; merged: MergedGroup[]; now: Date; zone: Zone };

/** What of a telling waits on purpose and until when, and what went with another message. */
export function DeliveryNotes({ held, merged, now, zone }: Props) {
  if (held.length + merged.length === 0) return null;
  const byReason = [...groupBy(held, ({ why }) => why)];
  const twice = merged.filter((group) => group.beside);
  const newer = merged.filter((group) => !group.beside);
  const byUpdate = [...groupBy(newer, ({ into }) => into.updateId).values()];
  return (
    <ul className="mt-3 max-w-3xl">
      {byReason.map(([why, groups]) => (
        <li key={why}>
          <b>{count(groups)} held back</b> <Ways groups={groups} />: {holdWords[why]}. They go{" "}
          {whenTheyGo(groups, now, zone)}, together with what is said until then.
        </li>
      ))}
      {twice.length > 0 && (
        <li>
          <b>{count(twice)} are in two audiences</b> <Ways groups={twice} />: one message each, in the fuller
          words.
        </li>
      )}
      {byUpdate.map((groups) => {
        const { into } = groups[0]!;
        return (
          <li key={into.updateId}>
            <b>{count(groups)} went with a newer one</b> <Ways groups={groups} />: their words are in{" "}
            <Link href={`/desk/deliveries/${into.updateId}`}>
              {into.title}, update {into.number}
            </Link>
            .
          </li>
        );
      })}
    </ul>
  );
}

type Group = { channel: Channel; n: number };

const count = (groups: Group[]) => groups.reduce((sum, { n }) => sum + n, 0).toLocaleString("en-GB");

function Ways({ groups }: { groups: Group[] }) {
  const some = groups.map(({ channel, n }) =>
    groups.length === 1 ? channelWords[channel] : `${channelWords[channel]} ${n}`,
  );
  return <span className="mute">({some.join(", ")})</span>;
}

function whenTheyGo(groups: HeldGroup[], now: Date, zone: Zone): string {
  const times = groups.flatMap(({ first, last }) => [first.getTime(), last.getTime()]);
  const [first, last] = [new Date(Math.min(...times)), new Date(Math.max(...times))];
  const at = (time: Date) => momentWords(time, now, zone);
  return first.getTime() === last.getTime() ? `at ${at(first)}` : `between ${at(first)} and ${at(last)}`;
}
