import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { playRuns } from "@/db/schema/plays";

/** The ready words that the newest play attached to an incident; null: none did. */
export async function attachedTemplate(db: Db, incidentId: string | null): Promise<string | null> {
  if (!incidentId) return null;
  const [run] = await db
    .select({ templateId: playRuns.templateId })
    .from(playRuns)
    .where(and(eq(playRuns.incidentId, incidentId), isNotNull(playRuns.templateId)))
    .orderBy(desc(playRuns.ranAt))
    .limit(1);
  return run?.templateId ?? null;
}
