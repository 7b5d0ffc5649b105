import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { readTogether } from "@/db/read-together";
import { audienceServices, audiences } from "@/db/schema/audiences";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { maintenanceServices, maintenances } from "@/db/schema/maintenances";
import { customerReports } from "@/db/schema/questions";
import { services } from "@/db/schema/services";
import { updateServices, updates, updateWords } from "@/db/schema/updates";
import { users } from "@/db/schema/users";
import { groupBy } from "@/lib/group-by";
import { mayReach } from "@/status/approvals/may-reach";
import { hasPublicWords } from "@/status/public/public-incidents";
import { stands } from "@/status/updates/standing";
import type { History, Said } from "./history";
import { readGrounds } from "./read-grounds";

/** The last incidents that really were, newest first: no drills, nothing told after the fact or taken back. */
export function readPastHistories(db: Db, last: number): Promise<History[]> {
  return readHistories(db, mayRun, last);
}

/** One incident's, also a drill's or of one told after the fact; null when it was taken back, or never was. */
export async function readHistory(db: Db, incidentId: string): Promise<History | null> {
  const which = and(eq(incidents.id, incidentId), isNull(incidents.withdrawnAt));
  return (await readHistories(db, which, 1))[0] ?? null;
}

/** Incidents that a rule may still run for: the open ones, and those resolved since a moment. */
export function readLiveHistories(db: Db, resolvedSince: Date): Promise<History[]> {
  const live = or(ne(incidents.status, "resolved"), gte(incidents.resolvedAt, resolvedSince));
  return readHistories(db, and(mayRun, live), liveMax);
}
const liveMax = 200;
const mayRun = and(
  eq(incidents.drill, false),
  eq(incidents.backfilled, false),
  isNull(incidents.withdrawnAt),
  // What only private audiences know of is told to those it was written to, and to nobody by a rule.
  eq(incidents.privateOnly, false),
);

async function readHistories(db: Db, which: SQL | undefined, last: number): Promise<History[]> {
  const rows = await db.select().from(incidents).where(which).orderBy(desc(incidents.startedAt)).limit(last);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [said, accounts, holders, reports, groundsOf] = await readTogether(db, [
    () => readSaid(db, ids),
    () => readAccounts(db),
    () => readHolders(db, ids),
    () => readReports(db, ids),
    () => readGrounds(db),
  ]);
  return rows.map((incident): History => {
    const { id, type, regions, drill, backfilled, title, codename, releasedAt } = incident;
    return {
      ...{ kind: "incident", id, type, regions, drill, backfilled, accounts, scheduledFor: null },
      title: type === "security" && !releasedAt ? (codename ?? "A security incident") : title,
      said: (said.get(id) ?? []).map(({ toPublic, ...one }) =>
        type === "security" && !toPublic ? { ...one, locked: true } : one,
      ),
      grounds: groundsOf(type),
      roleHolders: Object.fromEntries((holders.get(id) ?? []).map(({ role, email }) => [role, email])),
      reports: (reports.get(id) ?? []).map(({ at }) => at),
    };
  });
}

async function readSaid(db: Db, ids: string[]): Promise<Map<string, (Said & { toPublic: boolean })[]>> {
  const rows = await db
    .select()
    .from(updates)
    .where(and(inArray(updates.incidentId, ids), stands, hasPublicWords))
    .orderBy(asc(updates.number));
  const ofThese = sql`select id from updates where incident_id = any(${sql.param(ids)}::text[])`;
  const [touched, told] = await readTogether(db, [
    () =>
      db
        .select({ updateId: updateServices.updateId, id: services.id, name: services.name })
        .from(updateServices)
        .innerJoin(services, eq(services.id, updateServices.serviceId))
        .where(sql`${updateServices.updateId} in (${ofThese})`),
    () =>
      db
        .select({ updateId: updateWords.updateId, slug: audiences.slug })
        .from(updateWords)
        .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
        .innerJoin(updates, eq(updates.id, updateWords.updateId))
        .leftJoin(incidents, eq(incidents.id, updates.incidentId))
        .where(
          and(
            sql`${updateWords.updateId} in (${ofThese})`,
            // What a rule gave is a rule's doing, not what was said.
            eq(updateWords.given, false),
            mayReach,
          ),
        ),
  ]);
  const servicesOf = groupBy(touched, ({ updateId }) => updateId);
  const audiencesOf = groupBy(told, ({ updateId }) => updateId);
  const slugsOf = (id: string) => (audiencesOf.get(id) ?? []).map(({ slug }) => slug);
  const all = rows.map((row) => ({
    incidentId: row.incidentId!,
    said: {
      ...{ id: row.id, status: row.status, severity: row.severity, impact: row.impact, tell: row.tell },
      at: row.undoUntil ?? row.postedAt,
      nextUpdateBy: row.nextUpdateBy,
      services: (servicesOf.get(row.id) ?? []).map(({ id, name }) => ({ id, name })),
      audiences: slugsOf(row.id).filter((slug) => slug !== "public"),
      toPublic: slugsOf(row.id).includes("public"),
    },
  }));
  const grouped = groupBy(all, ({ incidentId }) => incidentId);
  return new Map([...grouped].map(([id, some]) => [id, some.map(({ said }) => said)]));
}

/** Which customer accounts a service belongs to: those whose audience shows it. */
export async function readAccounts(db: Db): Promise<Record<string, string[]>> {
  const rows = await db
    .select({ serviceId: audienceServices.serviceId, account: audiences.account })
    .from(audienceServices)
    .innerJoin(audiences, eq(audiences.id, audienceServices.audienceId))
    .where(and(isNotNull(audiences.account), isNull(audiences.archivedAt)));
  const grouped = groupBy(rows, ({ serviceId }) => serviceId);
  return Object.fromEntries(
    [...grouped].map(([id, some]) => [id, some.flatMap(({ account }) => account ?? [])]),
  );
}

async function readHolders(db: Db, ids: string[]) {
  const rows = await db
    .select({
      incidentId: incidentRoleHolders.incidentId,
      role: incidentRoleHolders.role,
      email: sql<string>`lower(${users.email})`,
    })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .where(
      and(
        inArray(incidentRoleHolders.incidentId, ids),
        isNotNull(incidentRoleHolders.acceptedAt),
        isNull(incidentRoleHolders.endedAt),
      ),
    );
  return groupBy(rows, ({ incidentId }) => incidentId);
}

async function readReports(db: Db, ids: string[]) {
  const rows = await db
    .select({ incidentId: customerReports.incidentId, at: customerReports.at })
    .from(customerReports)
    .where(inArray(customerReports.incidentId, ids))
    .orderBy(asc(customerReports.at));
  return groupBy(rows, ({ incidentId }) => incidentId!);
}

/** Planned work that has not begun, as far ahead as rules look. */
export async function readLiveMaintenances({ db, now }: { db: Db; now: Date }): Promise<History[]> {
  const rows = await db
    .select()
    .from(maintenances)
    .where(and(eq(maintenances.status, "scheduled"), gte(maintenances.scheduledFor, now)))
    .orderBy(asc(maintenances.scheduledFor))
    .limit(liveMax);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const [accounts, said, touched] = await readTogether(db, [
    () => readAccounts(db),
    () =>
      db
        .select()
        .from(updates)
        .where(and(inArray(updates.maintenanceId, ids), stands))
        .orderBy(asc(updates.number)),
    () =>
      db
        .select({ maintenanceId: maintenanceServices.maintenanceId, id: services.id, name: services.name })
        .from(maintenanceServices)
        .innerJoin(services, eq(services.id, maintenanceServices.serviceId))
        .where(inArray(maintenanceServices.maintenanceId, ids)),
  ]);
  return rows.map(({ id, title, scheduledFor }): History => {
    const named = touched
      .filter(({ maintenanceId }) => maintenanceId === id)
      .map(({ id, name }) => ({ id, name }));
    return {
      ...{ kind: "maintenance", id, title, type: null, regions: [], accounts, roleHolders: {}, reports: [] },
      ...{ drill: false, backfilled: false, scheduledFor },
      said: said
        .filter(({ maintenanceId }) => maintenanceId === id)
        .map((row) => ({
          ...{
            id: row.id,
            status: row.status,
            severity: null,
            impact: null,
            nextUpdateBy: null,
            tell: row.tell,
          },
          ...{ at: row.undoUntil ?? row.postedAt, services: named, audiences: [] },
        })),
    };
  });
}
