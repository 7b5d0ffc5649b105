import { z } from "zod";
import { isTimeZone } from "@/lib/time-zones";

const minuteOfDay = z
  .number()
  .int()
  .min(0)
  .max(24 * 60 - 1);

/** Hours in which somebody wants quiet: minutes of the day on the wall of an IANA zone; they may pass midnight. */
export const Quiet = z
  .object({
    from: minuteOfDay,
    until: minuteOfDay,
    timeZone: z.string().max(64).refine(isTimeZone, "Choose a time zone from the list."),
    /** Whether a SEV1 incident may break it. */
    breaks: z.boolean(),
  })
  .refine(({ from, until }) => from !== until, {
    path: ["until"],
    message: "Choose an end that is not the beginning.",
  });
export type Quiet = z.infer<typeof Quiet>;

type Columns = {
  quietFrom: number | null;
  quietUntil: number | null;
  quietZone: string | null;
  quietBreaks: boolean;
};

export function quietOf({ quietFrom, quietUntil, quietZone, quietBreaks }: Columns): Quiet | null {
  return quietFrom === null || quietUntil === null || quietZone === null
    ? null
    : { from: quietFrom, until: quietUntil, timeZone: quietZone, breaks: quietBreaks };
}

export const quietColumns = (quiet: Quiet | null): Columns => ({
  quietFrom: quiet?.from ?? null,
  quietUntil: quiet?.until ?? null,
  quietZone: quiet?.timeZone ?? null,
  quietBreaks: quiet?.breaks ?? false,
});
