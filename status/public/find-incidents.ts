import { and, desc, type SQL } from "drizzle-orm";
import { incidents } from "@/db/schema/incidents";
import { worse } from "@/status/overall-status";
import { assembleUpdates } from "./assemble-updates";
import type { Snapshot } from "./in-snapshot";
import { publicIncidents } from "./public-incidents";
import type { PublicIncident, PublicService, PublicUpdate } from "./types";

/** Incidents that readers may see, newest first. Drills are not among them, and nobody's severity is read. */
export async function findIncidents(
  { db, page }: Snapshot,
  shown: PublicService[],
  which: SQL | undefined,
  limit: number,
): Promise<PublicIncident[]> {
  const rows = await db
    .select({
      id: incidents.id,
      title: incidents.title,
      status: incidents.status,
      impact: incidents.impact,
      startedAt: incidents.startedAt,
      monitoringAt: incidents.monitoringAt,
      resolvedAt: incidents.resolvedAt,
      nextUpdateBy: incidents.nextUpdateBy,
      createdAt: incidents.createdAt,
      updatedAt: incidents.updatedAt,
    })
    .from(incidents)
    .where(and(publicIncidents, which))
    .orderBy(desc(incidents.startedAt), desc(incidents.id))
    .limit(limit);
  const known = new Map(shown.map((service) => [service.id, service]));
  const subject = { column: "incidentId" as const, ids: rows.map(({ id }) => id) };
  const updates = await assembleUpdates(db, page.id, subject, known);
  return rows.map((row) => {
    const said = updates.get(row.id)!;
    return { ...row, updates: said, services: affectedServices(said, known, row.status === "resolved") };
  });
}

/** Every service that the updates named, in the page's order, with what it was last and at worst. */
function affectedServices(
  updates: PublicUpdate[],
  known: Map<string, PublicService>,
  over: boolean,
): PublicIncident["services"] {
  const found = new Map<string, PublicIncident["services"][number]>();
  for (const { affected } of [...updates].reverse()) {
    for (const { serviceId, state } of affected) {
      const worst = worse(found.get(serviceId)?.worst ?? "operational", state);
      found.set(serviceId, { service: known.get(serviceId)!, state: over ? "operational" : state, worst });
    }
  }
  return [...known.keys()].flatMap((id) => found.get(id) ?? []);
}
