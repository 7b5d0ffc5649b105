import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import type { EventKind, MaintenanceStatus } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { lockMaintenance, type MaintenancePosted, refuseChange, saidBefore, say } from "./say";
import { UpdateMaintenance } from "./schemas";

/** Says something about planned work; `status` begins it early, looks after it, or ends it early. */
export async function updateMaintenance(ctx: Context, input: UpdateMaintenance): Promise<MaintenancePosted> {
  authorise(ctx.actor, "speak");
  const { maintenanceId, revision, status: wanted, ...said } = UpdateMaintenance.parse(input);
  return ctx.db.transaction(async (tx) => {
    const maintenance = await lockMaintenance(tx, maintenanceId);
    const before = await saidBefore(tx, said.onceKey);
    if (before) return before;
    refuseChange(maintenance, revision);
    const status = wanted ?? maintenance.status;
    if (maintenance.startedAt && status === "scheduled") {
      throw new DomainError("maintenance_started", "The work has begun: it cannot be scheduled again.", {
        status: "The work has begun.",
      });
    }
    const begins = maintenance.startedAt === null && status !== "scheduled";
    return say({ ...ctx, db: tx }, maintenance, {
      ...said,
      status,
      kind: kindOf(status, begins),
      changes: {
        ...(begins && { startedAt: ctx.now }),
        ...(status === "completed" && { completedAt: ctx.now }),
      },
    });
  });
}

/** An early start is a start, as the clock's is. */
function kindOf(status: MaintenanceStatus, begins: boolean): EventKind {
  if (status === "completed") return "maintenance_completed";
  return begins ? "maintenance_started" : "maintenance_updated";
}
