import type { Context } from "@/db/context";
import { authorise } from "@/status/authorise";
import { lockMaintenance, type MaintenancePosted, refuseChange, saidBefore, say } from "./say";
import { CancelMaintenance } from "./schemas";

/** Calls planned work off, also when it has begun. */
export async function cancelMaintenance(ctx: Context, input: CancelMaintenance): Promise<MaintenancePosted> {
  authorise(ctx.actor, "speak");
  const { maintenanceId, revision, ...said } = CancelMaintenance.parse(input);
  return ctx.db.transaction(async (tx) => {
    const maintenance = await lockMaintenance(tx, maintenanceId);
    const before = await saidBefore(tx, said.onceKey);
    if (before) return before;
    refuseChange(maintenance, revision);
    return say({ ...ctx, db: tx }, maintenance, {
      ...said,
      status: "cancelled",
      kind: "maintenance_cancelled",
      changes: { cancelledAt: ctx.now },
    });
  });
}
