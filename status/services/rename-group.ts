import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { serviceGroups } from "@/db/schema/services";
import { DomainError } from "@/lib/domain-error";
import { Id } from "@/status/updates/schemas";
import { change } from "./change";
import { ServiceName } from "./schemas";

const RenameGroup = z.object({ groupId: Id, name: ServiceName });

/** Gives a group another name. */
export async function renameGroup(
  ctx: Context,
  input: z.input<typeof RenameGroup>,
): Promise<{ version: number }> {
  const { groupId, name } = RenameGroup.parse(input);
  return change(ctx, async ({ db, now }) => {
    const renamed = await db
      .update(serviceGroups)
      .set({ name, updatedAt: now })
      .where(eq(serviceGroups.id, groupId))
      .returning({ id: serviceGroups.id });
    if (renamed.length === 0) throw new DomainError("group_unknown", "This group does not exist any more.");
    return {};
  });
}
