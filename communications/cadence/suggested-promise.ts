import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences, cadences } from "@/db/schema/audiences";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { type Cadence, nextPromise } from "./next-promise";

/** The public page's cadence table: the desk presets the promise from it as the form changes. */
export async function readCadences(db: Db): Promise<Cadence[]> {
  return db
    .select({
      severity: cadences.severity,
      status: cadences.status,
      afterMinutes: cadences.afterMinutes,
      everyMinutes: cadences.everyMinutes,
    })
    .from(cadences)
    .innerJoin(audiences, eq(audiences.id, cadences.audienceId))
    .where(eq(audiences.slug, "public"));
}

/** The promise that the cadence table suggests; null when the incident is resolved. */
export async function suggestedPromise(
  db: Db,
  facts: { severity: Severity; status: IncidentStatus; openedAt: Date; now: Date },
): Promise<Date | null> {
  return nextPromise(await readCadences(db), facts);
}
