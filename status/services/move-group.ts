import { asc, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/db/context";
import { serviceGroups } from "@/db/schema/services";
import { Id } from "@/status/updates/schemas";
import { change } from "./change";
import { moved } from "./move";
import { Move } from "./schemas";

const MoveGroup = Move.extend({ groupId: Id });

/** Moves a group a place up or down. */
export async function moveGroup(
  ctx: Context,
  input: z.input<typeof MoveGroup>,
): Promise<{ version: number }> {
  const { groupId, direction } = MoveGroup.parse(input);
  return change(ctx, async ({ db }) => {
    const rows = await db
      .select({ id: serviceGroups.id })
      .from(serviceGroups)
      .orderBy(asc(serviceGroups.position), asc(serviceGroups.name))
      .for("update");
    const ids = moved(
      rows.map(({ id }) => id),
      groupId,
      direction,
    );
    for (const [index, id] of ids.entries()) {
      await db
        .update(serviceGroups)
        .set({ position: index + 1 })
        .where(eq(serviceGroups.id, id));
    }
    return {};
  });
}
