import { and, count, desc, eq, ilike, inArray, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { incidents } from "@/db/schema/incidents";
import { services } from "@/db/schema/services";
import { updateServices, updates } from "@/db/schema/updates";
import { typedLine } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { stands } from "@/status/updates/standing";
import { nameOfIncident } from "./name-of-incident";
import { shownTitle } from "./shown-title";

const pageSize = 50;
const Wanted = z.object({
  only: z.enum(["open", "resolved", "all"]).default("all"),
  search: typedLine().max(200).default(""),
  page: z.number().int().min(1).max(100_000).default(1),
});

export type ListedIncident = typeof incidents.$inferSelect & {
  services: string[];
  lastUpdateAt: Date | null;
};

/** Incidents for the desk, newest first, 50 to a page, by codename where the security lane is locked; those that were taken back are only among `all`. */
export async function listIncidents(
  ctx: Context,
  wanted: z.input<typeof Wanted> = {},
): Promise<{ incidents: ListedIncident[]; total: number; pages: number }> {
  authorise(ctx.actor, "look");
  const { only, search, page } = Wanted.parse(wanted);
  const which = and(
    only === "all" ? undefined : isNull(incidents.withdrawnAt),
    only === "open" ? ne(incidents.status, "resolved") : undefined,
    only === "resolved" ? eq(incidents.status, "resolved") : undefined,
    search ? ilike(shownTitle, `%${search.replace(/[\\%_]/g, "\\$&")}%`) : undefined,
  );
  const [found, [counted]] = await readTogether(ctx.db, [
    () =>
      ctx.db
        .select()
        .from(incidents)
        .where(which)
        .orderBy(desc(incidents.startedAt), desc(incidents.id))
        .limit(pageSize)
        .offset((page - 1) * pageSize),
    () => ctx.db.select({ total: count() }).from(incidents).where(which),
  ]);
  const said = await saidBy(
    ctx,
    found.map(({ id }) => id),
  );
  const total = counted?.total ?? 0;
  return {
    incidents: found.map((incident) => ({
      ...incident,
      title: nameOfIncident(incident),
      services: [...(said.get(incident.id)?.services ?? [])],
      lastUpdateAt: said.get(incident.id)?.last ?? null,
    })),
    total,
    pages: Math.max(1, Math.ceil(total / pageSize)),
  };
}

async function saidBy(ctx: Context, ids: string[]) {
  const said = new Map<string, { services: Set<string>; last: Date }>();
  if (ids.length === 0) return said;
  const rows = await ctx.db
    .select({ incidentId: updates.incidentId, postedAt: updates.postedAt, name: services.name })
    .from(updates)
    .leftJoin(updateServices, eq(updateServices.updateId, updates.id))
    .leftJoin(services, eq(services.id, updateServices.serviceId))
    .where(and(inArray(updates.incidentId, ids), stands));
  for (const { incidentId, postedAt, name } of rows) {
    const one = said.get(incidentId!) ?? { services: new Set<string>(), last: postedAt };
    if (name) one.services.add(name);
    if (postedAt > one.last) one.last = postedAt;
    said.set(incidentId!, one);
  }
  return said;
}
