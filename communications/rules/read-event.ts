import { and, eq, inArray, lte, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices } from "@/db/schema/maintenances";
import { services } from "@/db/schema/services";
import { updateServices, updates } from "@/db/schema/updates";
import { type AudienceKind, type Impact, impacts } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { hasPublicWords } from "@/status/public/public-incidents";
import { shownServices } from "@/status/public/shown-services";
import { shownNumber } from "@/status/updates/shown-number";
import { stands } from "@/status/updates/standing";
import type { RuleFacts } from "./failed-condition";
import type { EventFacts } from "./who-hears";

/** Whose eyes see the services: an audience's page, or the public one. */
export type Seen = { id: string; kind?: AudienceKind };

/**
 * What the evaluation needs to know of an event, with every service that was touched: which of them an audience sees is
 * for the evaluation to say.
 */
export async function readPlainFacts(
  db: Db,
  event: typeof events.$inferSelect,
): Promise<EventFacts & Pick<RuleFacts, "inPublic">> {
  const { incidentId, maintenanceId } = event;
  const [update] = event.updateId
    ? await db
        .select({
          tell: updates.tell,
          number: shownNumber,
          severity: updates.severity,
          undoneAt: updates.undoneAt,
        })
        .from(updates)
        .where(eq(updates.id, event.updateId))
    : [];
  const [incident] = incidentId
    ? await db
        .select({ drill: incidents.drill, backfilled: incidents.backfilled })
        .from(incidents)
        .where(eq(incidents.id, incidentId))
    : [];
  return {
    kind: event.kind,
    tell: update?.tell === true && !update.undoneAt,
    drill: incident?.drill ?? false,
    backfilled: incident?.backfilled ?? false,
    incidentId,
    severity: update?.severity ?? null,
    ...(incidentId
      ? await readSoFar(db, incidentId, update?.number)
      : {
          impact: null,
          services: maintenanceId ? await named(db, await plannedOn(db, maintenanceId)) : [],
        }),
  };
}

type SoFar = Pick<EventFacts, "impact" | "services">;

/** The worst that was said of an incident up to an update and what it touched; `inPublic`: in words for the public. */
export async function readSoFar(
  db: Db,
  incidentId: string,
  upToNumber?: number,
): Promise<SoFar & { inPublic: SoFar }> {
  const read = async (said: SQL | undefined): Promise<SoFar> => ({
    impact: await worstImpact(db, said),
    services: await named(db, await touchedOf(db, said)),
  });
  const said = saidOf(incidentId, upToNumber);
  return { ...(await read(said)), inPublic: await read(and(said, hasPublicWords)) };
}

async function named(db: Db, ids: string[]): Promise<EventFacts["services"]> {
  if (ids.length === 0) return [];
  return db.select({ id: services.id, name: services.name }).from(services).where(inArray(services.id, ids));
}

/** Who heard of a major start also hears its milder end. */
async function worstImpact(db: Db, which: SQL | undefined): Promise<Impact> {
  const said = await db.select({ impact: updates.impact }).from(updates).where(which);
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

/** Who heard of the start also hears of the end: a service that is well again was touched all the same. */
async function touchedOf(db: Db, which: SQL | undefined): Promise<string[]> {
  const touched = await db
    .selectDistinct({ id: updateServices.serviceId })
    .from(updateServices)
    .innerJoin(updates, eq(updates.id, updateServices.updateId))
    .where(which);
  return touched.map(({ id }) => id);
}

async function plannedOn(db: Db, maintenanceId: string): Promise<string[]> {
  const touched = await db
    .select({ id: maintenanceServices.serviceId })
    .from(maintenanceServices)
    .where(eq(maintenanceServices.maintenanceId, maintenanceId));
  return touched.map(({ id }) => id);
}

/** The services that planned work touches and an audience's page shows. */
export async function servicesOfMaintenance(
  db: Db,
  audience: Seen,
  maintenanceId: string | null,
): Promise<Named> {
  return maintenanceId ? shownOf(db, audience, await plannedOn(db, maintenanceId)) : [];
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
