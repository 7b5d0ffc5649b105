import { and, asc, eq, lte } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { summons } from "@/db/schema/plays";
import { authorise } from "@/status/authorise";
import { callNext, type Summons } from "./call-next";
import { wasTaken } from "./was-taken";

/** Summons that one step of the clock looks at; the next step takes the rest. */
const atOnce = 50;

/**
 * Sends summons that nobody answered in time on to the next person in order, and calls off those that are needed no
 * more: the incident is over, or somebody took the role. A step of the clock: it compares times in the database with
 * the time it is given, so it goes on where it was after a restart, and two workers do nothing twice.
 */
export async function escalateSummons(ctx: Context): Promise<number> {
  authorise(ctx.actor, "run the clock");
  const due = await ctx.db
    .select({ id: summons.id, incidentId: summons.incidentId })
    .from(summons)
    .where(and(eq(summons.state, "waiting"), lte(summons.dueAt, ctx.now)))
    .orderBy(asc(summons.dueAt))
    .limit(atOnce);
  let moved = 0;
  for (const one of due) if (await step(ctx, one)) moved++;
  return moved;
}

async function step(ctx: Context, { id, incidentId }: Pick<Summons, "id" | "incidentId">): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const [incident] = await tx.select().from(incidents).where(eq(incidents.id, incidentId)).for("update");
    const [one] = await tx
      .select()
      .from(summons)
      .where(and(eq(summons.id, id), eq(summons.state, "waiting")));
    if (!incident || !one) return false;
    const over = incident.status === "resolved" || incident.withdrawnAt !== null;
    if (!over && !(await wasTaken(tx, one))) return callNext(inside, one);
    await tx.update(summons).set({ state: "called_off", endedAt: ctx.now }).where(eq(summons.id, id));
    await recordEvent(inside, { kind: "summons_called_off", incidentId, details: { role: one.role } });
    return true;
  });
}
