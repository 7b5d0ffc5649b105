import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { events } from "@/db/schema/events";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { updates } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import type { EventKind, MaintenanceStatus } from "@/lib/vocabulary";
import { settleServices } from "@/status/services/settle-services";
import { insertUpdate } from "@/status/updates/insert-update";

type Maintenance = typeof maintenances.$inferSelect;
type News = {
  kind: EventKind;
  status: MaintenanceStatus;
  words: string;
  tell: boolean;
  onceKey?: string | null;
  changes?: Partial<Maintenance>;
};
export type MaintenancePosted = { maintenanceId: string; updateId: string; version: number };

/** Locks a maintenance for a change. Throws `maintenance_unknown`. */
export async function lockMaintenance(tx: Tx, id: string): Promise<Maintenance> {
  const [found] = await tx.select().from(maintenances).where(eq(maintenances.id, id)).for("update");
  if (!found) throw new DomainError("maintenance_unknown", "This maintenance does not exist.");
  return found;
}

/** Refuses to change what is over (`maintenance_over`) or what somebody changed meanwhile (`maintenance_changed`). */
export function refuseChange({ status, revision }: Maintenance, known: number | null | undefined): void {
  if (known != null && known !== revision) {
    throw new DomainError(
      "maintenance_changed",
      "Somebody changed this while you wrote. Reload; your words are kept.",
    );
  }
  if (status === "completed" || status === "cancelled") {
    throw new DomainError("maintenance_over", "This maintenance is over.");
  }
}

/** The answer this form got before, if it was sent before. */
export async function saidBefore(
  tx: Tx,
  onceKey: string | null | undefined,
): Promise<MaintenancePosted | null> {
  if (!onceKey) return null;
  const [found] = await tx
    .select({ maintenanceId: updates.maintenanceId, updateId: updates.id, version: events.publicVersion })
    .from(updates)
    .innerJoin(events, eq(events.updateId, updates.id))
    .where(eq(updates.onceKey, onceKey));
  return found?.maintenanceId ? { ...found, maintenanceId: found.maintenanceId } : null;
}

/** Posts an update of a locked maintenance and makes everything follow it. */
export async function say(ctx: Context, maintenance: { id: string }, news: News): Promise<MaintenancePosted> {
  const { kind, status, words, tell, onceKey, changes } = news;
  const maintenanceId = maintenance.id;
  const { updateId } = await insertUpdate(ctx, { maintenanceId, status, words, tell, onceKey, services: [] });
  const [changed] = await ctx.db
    .update(maintenances)
    .set({
      ...changes,
      status,
      sequence: sql`${maintenances.sequence} + 1`,
      revision: sql`${maintenances.revision} + 1`,
      updatedAt: ctx.now,
    })
    .where(eq(maintenances.id, maintenanceId))
    .returning({ startedAt: maintenances.startedAt });
  const touched = await ctx.db
    .select({ id: maintenanceServices.serviceId })
    .from(maintenanceServices)
    .where(eq(maintenanceServices.maintenanceId, maintenanceId));
  await settleServices(
    ctx.db,
    touched.map(({ id }) => id),
    changed?.startedAt ?? ctx.now,
  );
  const { version } = await recordEvent(ctx, { kind, maintenanceId, updateId });
  return { maintenanceId, updateId, version };
}
