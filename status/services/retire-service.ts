import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { services } from "@/db/schema/services";
import { DomainError } from "@/lib/domain-error";
import { Id } from "@/status/updates/schemas";
import { change } from "./change";

const RetireService = z.object({ serviceId: Id });

/** Takes a service off the page for good. Its id is never used again; the desk keeps its history. */
export async function retireService(
  ctx: Context,
  input: z.input<typeof RetireService>,
): Promise<{ version: number }> {
  const { serviceId } = RetireService.parse(input);
  return change(ctx, async ({ db, now }) => {
    const retired = await db
      .update(services)
      .set({ retiredAt: now, updatedAt: now })
      .where(and(eq(services.id, serviceId), isNull(services.retiredAt)))
      .returning({ id: services.id });
    if (retired.length === 0)
      throw new DomainError("service_unknown", "This service does not exist any more.");
    return {};
  });
}
