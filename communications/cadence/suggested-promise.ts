import { eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences, cadences } from "@/db/schema/audiences";
import { groupBy } from "@/lib/group-by";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { type Cadence, nextPromise } from "./next-promise";

const columns = {
  severity: cadences.severity,
  status: cadences.status,
  afterMinutes: cadences.afterMinutes,
  everyMinutes: cadences.everyMinutes,
};

/** An audience's cadence table; that of the public page where it has none, or no audience is named. */
export async function readCadences(db: Db, audienceId?: string): Promise<Cadence[]> {
  const own = audienceId
    ? await db.select(columns).from(cadences).where(eq(cadences.audienceId, audienceId))
    : [];
  if (own.length > 0) return own;
  return db
    .select(columns)
    .from(cadences)
    .innerJoin(audiences, eq(audiences.id, cadences.audienceId))
    .where(eq(audiences.slug, "public"));
}

/** The tables of those of these audiences that have one of their own. */
export async function readOwnCadences(db: Db, audienceIds: string[]): Promise<Map<string, Cadence[]>> {
  if (audienceIds.length === 0) return new Map();
  const rows = await db
    .select({ audienceId: cadences.audienceId, ...columns })
    .from(cadences)
    .where(inArray(cadences.audienceId, audienceIds));
  return groupBy(rows, ({ audienceId }) => audienceId);
}

/** The promise that an audience's cadence table suggests; null when the incident is resolved. */
export async function suggestedPromise(
  db: Db,
  facts: {
    severity: Severity;
    status: IncidentStatus;
    openedAt: Date;
    now: Date;
    /** Left out: the public. */
    audienceId?: string;
  },
): Promise<Date | null> {
  return nextPromise(await readCadences(db, facts.audienceId), facts);
}
