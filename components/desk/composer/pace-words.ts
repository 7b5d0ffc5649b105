import { channelWords } from "@/components/ui/words";
import type { Preview } from "./use-preview";

const count = (n: number) => n.toLocaleString("en-GB");

/** "1,281 by Email, 3 by Text message": the ways of a telling, the fullest first; empty when there is one of one way. */
export function wayWords(channels: Preview["channels"]): string {
  const ways = Object.entries(channels) as [keyof typeof channelWords, number][];
  if (ways.length === 0) return "";
  const sorted = ways.toSorted(([, a], [, b]) => b - a);
  return sorted
    .map(([channel, messages]) => `${count(messages)} by ${channelWords[channel].toLowerCase()}`)
    .join(", ");
}

/** How long until the last message has left, by the slowest way; null where no rate is known. */
export function paceWords(pace: Preview["pace"]): string | null {
  const known = pace.filter(({ seconds }) => seconds !== null);
  if (known.length === 0 || known.length < pace.length) return null;
  const slowest = known.reduce((a, b) => (b.seconds! > a.seconds! ? b : a));
  if (slowest.perSecond === null) return null;
  const rate = `${count(Math.max(1, Math.round(slowest.perSecond)))} a second`;
  const why = slowest.from === "measured" ? "as last measured" : "as the provider allows";
  return `All are out in ${duration(slowest.seconds!)}: ${rate}, ${why}.`;
}

function duration(seconds: number): string {
  if (seconds < 2) return "a moment";
  if (seconds < 90) return `about ${Math.ceil(seconds)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `about ${minutes} minutes`;
  return `about ${Math.ceil(minutes / 60)} hours`;
}
