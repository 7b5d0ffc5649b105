"use client";

import { formatTime, type Zone } from "@/lib/zoned-time";
import { useNow } from "./use-now";

/** The desk's clock, in the page's zone. */
export function Clock({ renderedAt, zone }: { renderedAt: string; zone: Zone }) {
  const now = useNow(renderedAt);
  return (
    <time className="clock" dateTime={now.toISOString()}>
      {formatTime(now, "second", zone)}
    </time>
  );
}
