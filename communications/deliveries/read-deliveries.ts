import { and, asc, count, desc, eq, ilike, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { updates } from "@/db/schema/updates";
import type { DeliveryState, UpdateStatus } from "@/lib/vocabulary";

/** The telling of one update, as the desk counts it. `waiting` is planned and sending together. */
export type ToldUpdate = {
  updateId: string;
  incidentId: string | null;
  maintenanceId: string | null;
  title: string;
  number: number;
  status: UpdateStatus;
  subject: string;
  plannedAt: Date;
  finishedAt: Date | null;
  planned: number;
  sent: number;
  delayed: number;
  delivered: number;
  bounced: number;
  complained: number;
  failed: number;
  suppressed: number;
  unknown: number;
  merged: number;
  undone: number;
  held: number;
  waiting: number;
};

/** The newest tellings, newest first. */
export async function readToldUpdates(db: Db, { limit, offset = 0 }: { limit: number; offset?: number }) {
  const rows = await selectTold(db).orderBy(desc(fanOuts.plannedAt)).limit(limit).offset(offset);
  return rows.map(withWaiting);
}

/** One telling; null when the update was not told. */
export async function readToldUpdate(db: Db, updateId: string): Promise<ToldUpdate | null> {
  const [row] = await selectTold(db).where(eq(fanOuts.updateId, updateId));
  return row ? withWaiting(row) : null;
}

/** How many tellings are still on their way: the desk's rail says so. */
export async function countUnfinished(db: Db): Promise<number> {
  const [row] = await db.select({ n: count() }).from(fanOuts).where(isNull(fanOuts.finishedAt));
  return row?.n ?? 0;
}

function selectTold(db: Db) {
  return db
    .select({
      updateId: fanOuts.updateId,
      incidentId: updates.incidentId,
      maintenanceId: updates.maintenanceId,
      title: sql<string>`coalesce(${incidents.title}, ${maintenances.title})`,
      number: updates.number,
      status: updates.status,
      subject: fanOuts.subject,
      plannedAt: fanOuts.plannedAt,
      finishedAt: fanOuts.finishedAt,
      planned: fanOuts.planned,
      sent: fanOuts.sent,
      delayed: fanOuts.delayed,
      delivered: fanOuts.delivered,
      bounced: fanOuts.bounced,
      complained: fanOuts.complained,
      failed: fanOuts.failed,
      suppressed: fanOuts.suppressed,
      unknown: fanOuts.unknown,
      merged: fanOuts.merged,
      undone: fanOuts.undone,
      held: fanOuts.held,
    })
    .from(fanOuts)
    .innerJoin(updates, eq(updates.id, fanOuts.updateId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .leftJoin(maintenances, eq(maintenances.id, updates.maintenanceId))
    .$dynamic();
}

function withWaiting(row: Omit<ToldUpdate, "waiting">): ToldUpdate {
  const { sent, delayed, delivered, bounced, complained, failed, suppressed, unknown } = row;
  const settled = sent + delayed + delivered + bounced + complained + failed + suppressed + unknown;
  return { ...row, waiting: row.planned - settled - row.merged - row.undone - row.held };
}

/** One row of the ledger. `address` is the one written to, or for who was not written to the one on record. */
export type DeliveryRow = {
  recipientId: string;
  address: string | null;
  reason: string;
  state: DeliveryState;
  failure: string | null;
  attempts: number;
  plannedAt: Date;
  sendingAt: Date | null;
  settledAt: Date | null;
};

/** A page of an update's ledger by address, with how many rows match. */
export async function readDeliveries(
  db: Db,
  updateId: string,
  { search = "", state, limit = 50, offset = 0 }: DeliveriesQuery,
): Promise<{ total: number; rows: DeliveryRow[] }> {
  const address = sql<
    string | null
  >`coalesce(${deliveries.address}, (select s.address from subscribers s where s.id = ${deliveries.recipientId}))`;
  const matches = and(
    eq(deliveries.updateId, updateId),
    state ? eq(deliveries.state, state) : undefined,
    search ? ilike(address, `%${escapeLike(search)}%`) : undefined,
  );
  const [total] = await db.select({ n: count() }).from(deliveries).where(matches);
  const rows = await db
    .select({
      recipientId: deliveries.recipientId,
      address,
      reason: deliveries.reason,
      state: deliveries.state,
      failure: deliveries.failure,
      attempts: deliveries.attempts,
      plannedAt: deliveries.plannedAt,
      sendingAt: deliveries.sendingAt,
      settledAt: deliveries.settledAt,
    })
    .from(deliveries)
    .where(matches)
    .orderBy(asc(deliveries.batch), asc(deliveries.recipientId))
    .limit(limit)
    .offset(offset);
  return { total: total?.n ?? 0, rows };
}

export type DeliveriesQuery = { search?: string; state?: DeliveryState; limit?: number; offset?: number };

/** A stranger's text as itself inside LIKE. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, (character) => `\\${character}`);
