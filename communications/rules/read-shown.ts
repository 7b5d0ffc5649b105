import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { serviceGroups, services } from "@/db/schema/services";
import { groupBy } from "@/lib/group-by";

/**
 * Ids of the services that each audience's page shows, by slug and in the page's order. A private audience that chose
 * none sees those of the public page.
 */
export async function readShown(db: Db): Promise<Record<string, string[]>> {
  const rows = await db
    .select({ slug: audiences.slug, kind: audiences.kind, serviceId: services.id })
    .from(audiences)
    .leftJoin(audienceServices, eq(audienceServices.audienceId, audiences.id))
    .leftJoin(services, and(eq(services.id, audienceServices.serviceId), isNull(services.retiredAt)))
    .leftJoin(serviceGroups, eq(serviceGroups.id, services.groupId))
    .where(isNull(audiences.archivedAt))
    .orderBy(sql`${serviceGroups.position} nulls last`, asc(services.position), asc(services.name));
  const own = [...groupBy(rows, ({ slug }) => slug)].map(
    ([slug, some]) => [slug, some.flatMap(({ serviceId }) => serviceId ?? [])] as const,
  );
  const publics = own.find(([slug]) => slug === "public")?.[1] ?? [];
  return Object.fromEntries(
    own.map(([slug, ids]) => [slug, slug !== "public" && ids.length === 0 ? publics : ids]),
  );
}
