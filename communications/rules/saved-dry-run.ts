import { z } from "zod";

const Turn = z.object({ before: z.number(), after: z.number() });

/** What is kept of a dry run beside the version it was made for. */
const SavedDryRun = z.object({
  /** The version in use that it was compared with; 0: none was. */
  against: z.number(),
  /** How many incidents were played, with how many people. */
  incidents: z.number(),
  people: z.number(),
  newly: z.number(),
  stop: z.number(),
  busiest: Turn,
  busiestHour: Turn,
  /** Incidents where something changes first, then the newest. */
  shown: z.array(
    z.object({
      ...{ id: z.string(), title: z.string(), severity: z.string().nullable(), at: z.coerce.date() },
      ...{ newly: z.number(), stop: z.number(), mostBefore: z.number(), mostAfter: z.number() },
      firstMinutes: z.number().nullable(),
    }),
  ),
});
export type SavedDryRun = z.infer<typeof SavedDryRun>;

/** A kept dry run, or null when there is none. */
export function savedDryRun(kept: unknown): SavedDryRun | null {
  return SavedDryRun.safeParse(kept).data ?? null;
}
