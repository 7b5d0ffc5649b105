import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audienceServices } from "@/db/schema/audiences";
import { serviceGroups, services } from "@/db/schema/services";
import type { PublicGroup, PublicService } from "./types";

/** The services that a page shows, in its order. Hidden and retired ones do not exist for readers. */
export async function shownServices(db: Db, audienceId: string): Promise<PublicService[]> {
  const shown = {
    id: services.id,
    name: services.name,
    description: services.description,
    groupId: services.groupId,
    position: services.position,
    state: services.state,
    startDate: services.startDate,
    createdAt: services.createdAt,
    updatedAt: services.updatedAt,
  };
  return db
    .select(shown)
    .from(services)
    .innerJoin(audienceServices, eq(audienceServices.serviceId, services.id))
    .leftJoin(serviceGroups, eq(serviceGroups.id, services.groupId))
    .where(and(eq(audienceServices.audienceId, audienceId), isNull(services.retiredAt)))
    .orderBy(sql`${serviceGroups.position} nulls last`, asc(services.position), asc(services.name));
}

/** The groups that hold at least one of these services. */
export async function shownGroups(db: Db, shown: PublicService[]): Promise<PublicGroup[]> {
  const used = new Set(shown.map(({ groupId }) => groupId));
  const groups = await db
    .select()
    .from(serviceGroups)
    .orderBy(asc(serviceGroups.position), asc(serviceGroups.name));
  return groups.filter(({ id }) => used.has(id));
}
