import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { serviceGroups, services } from "@/db/schema/services";
import { authorise } from "@/status/authorise";

export type DeskService = typeof services.$inferSelect & {
  /** Whether the public page shows it. */
  shown: boolean;
  /** The name of its group. */
  group: string | null;
};

/** Every service that is not retired, in the page's order. */
export async function listServices(ctx: Context): Promise<DeskService[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({ service: services, group: serviceGroups.name, shownOn: audienceServices.audienceId })
    .from(services)
    .leftJoin(serviceGroups, eq(serviceGroups.id, services.groupId))
    .leftJoin(audiences, eq(audiences.slug, "public"))
    .leftJoin(
      audienceServices,
      and(eq(audienceServices.serviceId, services.id), eq(audienceServices.audienceId, audiences.id)),
    )
    .where(isNull(services.retiredAt))
    .orderBy(sql`${serviceGroups.position} nulls last`, asc(services.position), asc(services.name));
  return rows.map(({ service, group, shownOn }) => ({ ...service, group, shown: shownOn !== null }));
}

/** All groups, also empty ones, in order. */
export async function listGroups(ctx: Context): Promise<(typeof serviceGroups.$inferSelect)[]> {
  authorise(ctx.actor, "look");
  return ctx.db.select().from(serviceGroups).orderBy(asc(serviceGroups.position), asc(serviceGroups.name));
}
