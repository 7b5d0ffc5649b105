import type { View } from "@/components/public/view";
import { roughDuration } from "@/lib/zoned-time";

const minute = 60_000;

/** How long an answer took: "4 minutes"; never less than one, as nobody waited none. */
export const waitWords = (milliseconds: number, { zone }: View): string =>
  roughDuration(Math.max(minute, milliseconds), zone.language);
