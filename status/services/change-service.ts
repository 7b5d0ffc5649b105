import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { services } from "@/db/schema/services";
import { DomainError } from "@/lib/domain-error";
import { Id } from "@/status/updates/schemas";
import { change } from "./change";
import { Description, GroupId, ServiceName } from "./schemas";

const ChangeService = z.object({
  serviceId: Id,
  name: ServiceName.optional(),
  description: Description.optional(),
  groupId: GroupId.optional(),
});

/** Renames, describes or regroups a service. What is left out stays. */
export async function changeService(
  ctx: Context,
  input: z.input<typeof ChangeService>,
): Promise<{ version: number }> {
  const { serviceId, ...facts } = ChangeService.parse(input);
  return change(ctx, async ({ db, now }) => {
    const changed = await db
      .update(services)
      .set({ ...facts, updatedAt: now })
      .where(and(eq(services.id, serviceId), isNull(services.retiredAt)))
      .returning({ id: services.id });
    if (changed.length === 0)
      throw new DomainError("service_unknown", "This service does not exist any more.");
    return {};
  });
}
