import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { lockMaintenance, type MaintenancePosted, refuseChange, saidBefore, say } from "./say";
import { RescheduleMaintenance } from "./schemas";

/** Moves a window. One that has begun can only move its end. */
export async function rescheduleMaintenance(
  ctx: Context,
  input: RescheduleMaintenance,
): Promise<MaintenancePosted> {
  authorise(ctx.actor, "speak");
  const { maintenanceId, revision, scheduledFor, scheduledUntil, ...said } =
    RescheduleMaintenance.parse(input);
  return ctx.db.transaction(async (tx) => {
    const maintenance = await lockMaintenance(tx, maintenanceId);
    const before = await saidBefore(tx, said.onceKey);
    if (before) return before;
    refuseChange(maintenance, revision);
    if (scheduledUntil <= ctx.now) {
      throw new DomainError("window_past", "This window is over already. Choose a later one.", {
        scheduledUntil: "Choose a time ahead.",
      });
    }
    if (maintenance.startedAt && scheduledFor.getTime() !== maintenance.scheduledFor.getTime()) {
      throw new DomainError("maintenance_started", "The work has begun: only its end can move.", {
        scheduledFor: "The work has begun.",
      });
    }
    return say({ ...ctx, db: tx }, maintenance, {
      ...said,
      status: maintenance.status,
      kind: "maintenance_rescheduled",
      changes: { scheduledFor, scheduledUntil },
    });
  });
}
