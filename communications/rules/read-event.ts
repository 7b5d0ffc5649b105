import { and, eq, lte } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices } from "@/db/schema/maintenances";
import { updateServices, updates } from "@/db/schema/updates";
import { type AudienceKind, type Impact, impacts } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { hasPublicWords } from "@/status/public/public-incidents";
import { shownServices } from "@/status/public/shown-services";
import { stands } from "@/status/updates/standing";
import type { EventFacts } from "./who-hears";

/** Whose eyes see the services: an audience's page, or the public one. */
export type Seen = { id: string; kind?: AudienceKind };

/** What the rule needs to know of an event, as an audience sees it. */
export async function readEventFacts(
  db: Db,
  event: typeof events.$inferSelect,
  audience: Seen,
): Promise<EventFacts> {
  const [update] = event.updateId
    ? await db
        .select({
          tell: updates.tell,
          number: updates.number,
          severity: updates.severity,
          undoneAt: updates.undoneAt,
        })
        .from(updates)
        .where(eq(updates.id, event.updateId))
    : [];
  const [incident] = event.incidentId
    ? await db
        .select({ drill: incidents.drill, backfilled: incidents.backfilled })
        .from(incidents)
        .where(eq(incidents.id, event.incidentId))
    : [];
  return {
    ...asRuleSays(event, audience),
    tell: update?.tell === true && !update.undoneAt,
    drill: incident?.drill ?? false,
    backfilled: incident?.backfilled ?? false,
    incidentId: event.incidentId,
    severity: update?.severity ?? null,
    impact: event.incidentId ? await worstImpact(db, event.incidentId, update?.number) : null,
    services: event.incidentId
      ? await servicesOfIncident(db, audience, event.incidentId, update?.number)
      : await servicesOfMaintenance(db, audience, event.maintenanceId),
  };
}

/** A rule that opens an audience tells it alone; for its people that is where the incident begins. */
function asRuleSays(
  { kind, details }: typeof events.$inferSelect,
  audience: Seen,
): Pick<EventFacts, "kind" | "elsewhere"> {
  // For the public an incident begins with the first word it hears.
  if (details.madePublic && audience.kind === "public") return { kind: "incident_opened" };
  if (kind !== "rule_ran") return { kind };
  const told = Array.isArray(details.audienceIds) ? details.audienceIds : [];
  return { kind: "incident_opened", elsewhere: !told.includes(audience.id) };
}

/** The worst that was said of an incident up to an update: who heard of a major start also hears its milder end. */
export async function worstImpact(db: Db, incidentId: string, upToNumber?: number): Promise<Impact> {
  const said = await db
    .select({ impact: updates.impact })
    .from(updates)
    .where(saidOf(incidentId, upToNumber));
  const rank = Math.max(0, ...said.map(({ impact }) => (impact ? impacts.indexOf(impact) : 0)));
  return impacts[rank]!;
}

const saidOf = (incidentId: string, upToNumber?: number) =>
  and(
    eq(updates.incidentId, incidentId),
    stands,
    upToNumber === undefined ? undefined : lte(updates.number, upToNumber),
  );

type Named = EventFacts["services"];

/** Every service an incident touched, up to an update: who heard of the start also hears of the end. */
export async function servicesOfIncident(
  db: Db,
  audience: Seen,
  incidentId: string,
  upToNumber?: number,
): Promise<Named> {
  const touched = await db
    .selectDistinct({ id: updateServices.serviceId })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(and(saidOf(incidentId, upToNumber), audience.kind === "private" ? undefined : hasPublicWords));
  return shownOf(
    db,
    audience,
    touched.map(({ id }) => id),
  );
}

/** The services that planned work touches. */
export async function servicesOfMaintenance(
  db: Db,
  audience: Seen,
  maintenanceId: string | null,
): Promise<Named> {
  if (!maintenanceId) return [];
  const touched = await db
    .select({ id: maintenanceServices.serviceId })
    .from(maintenanceServices)
    .where(eq(maintenanceServices.maintenanceId, maintenanceId));
  return shownOf(
    db,
    audience,
    touched.map(({ id }) => id),
  );
}

/**
 * Those services that an audience's page shows, in its order: no message names one that it hides. A private audience
 * that chose none sees those of the public page.
 */
export async function shownOf(db: Db, audience: Seen, serviceIds: string[]): Promise<Named> {
  const own = await shownServices(db, audience.id);
  const asPublic = audience.kind === "private" && own.length === 0;
  const shown = asPublic ? await shownServices(db, (await readPage({ db })).id) : own;
  return shown.filter(({ id }) => serviceIds.includes(id)).map(({ id, name }) => ({ id, name }));
}
