import { count, isNull, sql } from "drizzle-orm";
import { readDue } from "@/communications/rules/run-due-rules";
import { noteFiring } from "@/communications/rules/run-rules";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { events } from "@/db/schema/events";
import { restores } from "@/db/schema/restores";
import { completeDueMaintenances, startDueMaintenances } from "@/status/maintenances/run-due-maintenances";
import { parkRestored } from "./park-restored";

/** More publications than there can have been since any backup: readers' fronts hold a lower version. */
const versionsAhead = 1_000_000;
/** Planned work that began and ended meanwhile: bounded, so that a fault cannot go round for ever. */
const stepsMax = 1_000;

type Doing = Pick<Context, "db" | "now">;
export type Settled = { parked: number; untold: number };

/**
 * Makes a restored database safe to go on with. Whatever it has not told may have been told after the backup was made,
 * by the installation that was lost: nothing of it is told by itself. Messages that were waiting are `unknown` and ask a
 * person; what time alone has brought since (planned work, rules) counts as done and told; readers' pages move
 * forward. Part of the transaction that restores.
 */
export async function settleRestored(ctx: Doing, backupAt: Date): Promise<Settled> {
  await catchUp({ ...ctx, actor: { kind: "system" } });
  for (const { history, firings } of await readDue(ctx)) {
    for (const firing of firings) await noteFiring(ctx.db, history, firing);
  }
  const untold = await passOver(ctx);
  const parked = await parkRestored(ctx, backupAt);
  await ctx.db.update(audiences).set({
    publicVersion: sql`${audiences.publicVersion} + ${versionsAhead}`,
    updatedAt: ctx.now,
  });
  await ctx.db.insert(restores).values({ backupAt, restoredAt: ctx.now, parked, untold });
  return { parked, untold };
}

/** Planned work is where the clock says it is. */
async function catchUp(asClock: Context): Promise<void> {
  for (let step = 0; step < stepsMax; step++) {
    const moved = (await startDueMaintenances(asClock)) + (await completeDueMaintenances(asClock));
    if (moved === 0) return;
  }
}

/** Events that nobody was told of are told no more. Answers how many updates that leaves untold. */
async function passOver({ db, now }: Doing): Promise<number> {
  const untold = isNull(events.toldAt);
  const [{ n } = { n: 0 }] = await db
    .select({ n: count(events.updateId) })
    .from(events)
    .where(untold);
  await db.update(events).set({ toldAt: now }).where(untold);
  return n;
}

/** The newest restore that a person should know of; null when there was none, or long ago. */
export async function readRestore(db: Db, since: Date): Promise<typeof restores.$inferSelect | null> {
  const [newest] = await db
    .select()
    .from(restores)
    .where(sql`${restores.restoredAt} > ${since.toISOString()}::timestamptz`)
    .orderBy(sql`${restores.restoredAt} desc`)
    .limit(1);
  return newest ?? null;
}
