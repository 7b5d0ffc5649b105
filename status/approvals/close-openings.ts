import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { approvals, openings } from "@/db/schema/incident-people";

/**
 * Says of every opening that an incident came of what it is; what nobody decided about them by then needs no answer
 * any more. Part of the transaction that opens the incident.
 */
export async function closeOpenings(
  db: Db,
  incidentId: string,
  { digest, onceKey }: { digest: string; onceKey: string | null | undefined },
): Promise<void> {
  const same = or(
    eq(openings.digest, digest),
    onceKey ? sql`${openings.input} ->> 'onceKey' = ${onceKey}` : undefined,
  );
  const closed = await db
    .update(openings)
    .set({ incidentId })
    .where(and(isNull(openings.incidentId), same))
    .returning({ id: openings.id });
  if (closed.length === 0) return;
  const theirs = inArray(
    approvals.openingId,
    closed.map(({ id }) => id),
  );
  await db.update(approvals).set({ incidentId }).where(theirs);
  await db
    .update(approvals)
    .set({ state: "withdrawn", tokenHash: null })
    .where(and(theirs, isNull(approvals.usedFor), inArray(approvals.state, ["asked", "approved"])));
}
