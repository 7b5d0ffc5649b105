import type { Context } from "@/db/context";
import { incidentAudiences } from "@/db/schema/incident-people";

/** Makes audiences hear of an incident from now on, with the promise made to them. Those that do already keep theirs. */
export async function insertOpenAudiences(
  { db, now }: Pick<Context, "db" | "now">,
  opening: { incidentId: string; audienceIds: string[]; nextUpdateBy: Date | null },
): Promise<void> {
  const { incidentId, audienceIds, nextUpdateBy } = opening;
  await db
    .insert(incidentAudiences)
    .values(audienceIds.map((audienceId) => ({ incidentId, audienceId, openedAt: now, nextUpdateBy })))
    .onConflictDoNothing();
}
