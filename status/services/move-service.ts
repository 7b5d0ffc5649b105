import { and, asc, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/db/context";
import { services } from "@/db/schema/services";
import { DomainError } from "@/lib/domain-error";
import { Id } from "@/status/updates/schemas";
import { change } from "./change";
import { moved } from "./move";
import { Move } from "./schemas";

const MoveService = Move.extend({ serviceId: Id });

/** Moves a service a place up or down within its group. */
export async function moveService(
  ctx: Context,
  input: z.input<typeof MoveService>,
): Promise<{ version: number }> {
  const { serviceId, direction } = MoveService.parse(input);
  return change(ctx, async ({ db }) => {
    const [service] = await db.select().from(services).where(eq(services.id, serviceId));
    if (!service) throw new DomainError("service_unknown", "This service does not exist any more.");
    const beside = service.groupId ? eq(services.groupId, service.groupId) : isNull(services.groupId);
    const rows = await db
      .select({ id: services.id, position: services.position })
      .from(services)
      .where(and(beside, isNull(services.retiredAt)))
      .orderBy(asc(services.position), asc(services.name))
      .for("update");
    const ids = moved(
      rows.map(({ id }) => id),
      serviceId,
      direction,
    );
    for (const [index, id] of ids.entries()) {
      await db
        .update(services)
        .set({ position: index + 1 })
        .where(eq(services.id, id));
    }
    return {};
  });
}
