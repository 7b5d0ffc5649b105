import { max } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { serviceGroups } from "@/db/schema/services";
import { change } from "./change";
import { ServiceName } from "./schemas";

const AddGroup = z.object({ name: ServiceName });

/** Adds a group of services at the end. Readers see it once a shown service is in it. */
export async function addGroup(
  ctx: Context,
  input: z.input<typeof AddGroup>,
): Promise<{ groupId: string; version: number }> {
  const { name } = AddGroup.parse(input);
  return change(ctx, async ({ db, now }) => {
    const [last] = await db.select({ position: max(serviceGroups.position) }).from(serviceGroups);
    const [group] = await db
      .insert(serviceGroups)
      .values({ name, position: (last?.position ?? 0) + 1, createdAt: now, updatedAt: now })
      .returning({ id: serviceGroups.id });
    return { groupId: group!.id };
  });
}
