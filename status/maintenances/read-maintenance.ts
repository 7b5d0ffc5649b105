import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { maintenances } from "@/db/schema/maintenances";
import { authorise } from "@/status/authorise";
import { type Activity, readActivity } from "@/status/updates/read-activity";
import { type DeskUpdate, readUpdates } from "@/status/updates/read-updates";
import { type ListedMaintenance, withServices } from "./list-maintenances";

export type DeskMaintenance = ListedMaintenance & {
  /** Newest first. */
  updates: DeskUpdate[];
  /** Who did what, oldest first. */
  activity: Activity[];
};

/** One maintenance with all that the desk knows of it, or null. */
export async function readMaintenance(ctx: Context, id: string): Promise<DeskMaintenance | null> {
  authorise(ctx.actor, "look");
  const [found] = await withServices(
    ctx,
    await ctx.db.select().from(maintenances).where(eq(maintenances.id, id)),
  );
  if (!found) return null;
  const [updates, activity] = await readTogether(ctx.db, [
    () => readUpdates(ctx.db, { maintenanceId: id }),
    () => readActivity(ctx.db, { maintenanceId: id }),
  ]);
  return { ...found, updates, activity };
}
