import { and, count, desc, eq, ilike, inArray } from "drizzle-orm";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { services } from "@/db/schema/services";
import type { MaintenanceStatus } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";

const pageSizeMax = 100;

type Wanted = { only?: MaintenanceStatus[]; search?: string; page?: number; pageSize?: number };
export type ListedMaintenance = typeof maintenances.$inferSelect & {
  services: { id: string; name: string }[];
};

/** Maintenances for the desk, the latest window first, by page and words of their title. */
export async function listMaintenances(
  ctx: Context,
  { only, search = "", page = 1, pageSize = 50 }: Wanted = {},
): Promise<{ maintenances: ListedMaintenance[]; total: number }> {
  authorise(ctx.actor, "look");
  const which = and(
    only && inArray(maintenances.status, only),
    search ? ilike(maintenances.title, `%${search.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
  );
  const size = Math.min(pageSize, pageSizeMax);
  const [found, [counted]] = await readTogether(ctx.db, [
    () =>
      ctx.db
        .select()
        .from(maintenances)
        .where(which)
        .orderBy(desc(maintenances.scheduledFor), desc(maintenances.id))
        .limit(size)
        .offset((Math.max(1, page) - 1) * size),
    () => ctx.db.select({ total: count() }).from(maintenances).where(which),
  ]);
  return { maintenances: await withServices(ctx, found), total: counted?.total ?? 0 };
}

/** The maintenances with the services they touch. */
export async function withServices(
  ctx: Context,
  found: (typeof maintenances.$inferSelect)[],
): Promise<ListedMaintenance[]> {
  if (found.length === 0) return [];
  const rows = await ctx.db
    .select({ maintenanceId: maintenanceServices.maintenanceId, id: services.id, name: services.name })
    .from(maintenanceServices)
    .innerJoin(services, eq(services.id, maintenanceServices.serviceId))
    .where(
      inArray(
        maintenanceServices.maintenanceId,
        found.map(({ id }) => id),
      ),
    )
    .orderBy(services.position, services.name);
  return found.map((one) => ({
    ...one,
    services: rows
      .filter(({ maintenanceId }) => maintenanceId === one.id)
      .map(({ id, name }) => ({ id, name })),
  }));
}
