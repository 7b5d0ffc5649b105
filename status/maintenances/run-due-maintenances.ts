import { and, asc, inArray, lte, type SQL } from "drizzle-orm";
import type { Context } from "@/db/context";
import { maintenances } from "@/db/schema/maintenances";
import { authorise } from "@/status/authorise";
import { say } from "./say";

/** At most this many a step: the next step takes the rest. */
const atOnce = 50;

/** Begins planned work whose time has come, once, however many machines ask. Answers how many began. */
export function startDueMaintenances(ctx: Context): Promise<number> {
  const due = and(inArray(maintenances.status, ["scheduled"]), lte(maintenances.scheduledFor, ctx.now));
  return each(ctx, due, (inside, maintenance) =>
    say(inside, maintenance, {
      kind: "maintenance_started",
      status: "in_progress",
      words: "The planned work has begun.",
      tell: true,
      changes: { startedAt: maintenance.scheduledFor },
    }),
  );
}

/** Ends planned work whose window is over, once, however many machines ask. Answers how many ended. */
export function completeDueMaintenances(ctx: Context): Promise<number> {
  const due = and(
    inArray(maintenances.status, ["in_progress", "verifying"]),
    lte(maintenances.scheduledUntil, ctx.now),
  );
  return each(ctx, due, (inside, maintenance) =>
    say(inside, maintenance, {
      kind: "maintenance_completed",
      status: "completed",
      words: "The planned work is done.",
      tell: true,
      changes: { completedAt: maintenance.scheduledUntil },
    }),
  );
}

type Row = typeof maintenances.$inferSelect;

async function each(
  ctx: Context,
  due: SQL | undefined,
  act: (inside: Context, one: Row) => Promise<unknown>,
) {
  authorise(ctx.actor, "run the clock");
  return ctx.db.transaction(async (tx) => {
    const found = await tx
      .select()
      .from(maintenances)
      .where(due)
      .orderBy(asc(maintenances.scheduledFor))
      .limit(atOnce)
      .for("update", { skipLocked: true });
    for (const one of found) await act({ ...ctx, db: tx }, one);
    return found.length;
  });
}
