import { asc, eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { incidents } from "@/db/schema/incidents";
import { isId } from "@/lib/ids";
import type { ServiceState } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { type Activity, readActivity } from "@/status/updates/read-activity";
import { type DeskUpdate, readUpdates } from "@/status/updates/read-updates";

export type DeskIncident = typeof incidents.$inferSelect & {
  /** Those that stand, newest first. */
  updates: DeskUpdate[];
  /** The same with those that were taken back: what really happened at the desk. */
  timeline: DeskUpdate[];
  /** What the next update is called: numbers are not used again. */
  nextNumber: number;
  /** Every service it ever named, as it stands now. */
  services: { id: string; name: string; state: ServiceState }[];
  /** Who did what, oldest first. */
  activity: Activity[];
};

/** One incident with all that the desk knows of it, or null. */
export async function readIncident(ctx: Context, id: string): Promise<DeskIncident | null> {
  authorise(ctx.actor, "look");
  if (!isId(id)) return null;
  const [incident] = await ctx.db
    .select()
    .from(incidents)
    .where(eq(incidents.id, id))
    .orderBy(asc(incidents.id));
  if (!incident) return null;
  const [timeline, activity] = await readTogether(ctx.db, [
    () => readUpdates(ctx.db, { incidentId: id }),
    () => readActivity(ctx.db, { incidentId: id }),
  ]);
  const updates = timeline.filter(({ undoneAt }) => undoneAt === null);
  const services = new Map<string, { id: string; name: string; state: ServiceState }>();
  for (const update of [...updates].reverse()) {
    for (const { serviceId, name, state } of update.affected) {
      services.set(serviceId, { id: serviceId, name, state });
    }
  }
  const over = incident.status === "resolved";
  return {
    ...incident,
    updates,
    timeline,
    nextNumber: (timeline[0]?.number ?? 0) + 1,
    activity,
    services: [...services.values()].map((service) =>
      over ? { ...service, state: "operational" } : service,
    ),
  };
}
