import { sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { insertUpdate } from "@/status/updates/insert-update";
import { refuseTitle } from "@/status/words/refuse-words";
import { type MaintenancePosted, saidBefore } from "./say";
import { ScheduleMaintenance } from "./schemas";

/** Announces planned work with its window. It starts and ends by itself at its times. */
export async function scheduleMaintenance(
  ctx: Context,
  input: ScheduleMaintenance,
): Promise<MaintenancePosted> {
  authorise(ctx.actor, "speak");
  const { words, serviceIds, tell, onceKey, ...facts } = ScheduleMaintenance.parse(input);
  if (facts.scheduledUntil <= ctx.now) {
    throw new DomainError("window_past", "This window is over already. Choose a later one.", {
      scheduledUntil: "Choose a time ahead.",
    });
  }
  return ctx.db.transaction(async (tx) => {
    if (onceKey) await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${onceKey}, 0))`);
    const before = await saidBefore(tx, onceKey);
    if (before) return before;
    const inside = { ...ctx, db: tx };
    const [made] = await tx
      .insert(maintenances)
      .values({
        ...facts,
        status: "scheduled",
        scheduledBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      })
      .returning({ id: maintenances.id });
    const maintenanceId = made!.id;
    await tx
      .insert(maintenanceServices)
      .values([...new Set(serviceIds)].map((serviceId) => ({ maintenanceId, serviceId })));
    await refuseTitle(inside, { maintenanceId, status: "scheduled" }, facts.title);
    const said = { maintenanceId, status: "scheduled" as const, words, tell, onceKey, services: [] };
    const { updateId } = await insertUpdate(inside, said);
    const { version } = await recordEvent(inside, { kind: "maintenance_scheduled", maintenanceId, updateId });
    return { maintenanceId, updateId, version };
  });
}
