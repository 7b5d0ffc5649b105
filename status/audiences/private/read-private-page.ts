import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidentAudiences, incidentRoleHolders } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { users } from "@/db/schema/users";
import type { IncidentStatus, ServiceState, Severity } from "@/lib/vocabulary";
import { nameOfIncident } from "@/status/incidents/name-of-incident";
import { publicIncidents } from "@/status/public/public-incidents";
import { type AudienceQuestion, readAudienceQuestions } from "@/status/questions/read-questions";
import type { Audience } from "../read-audience";
import { type AffectedService, affectedServices } from "./affected-services";
import { mattering } from "./mattering-services";
import { type PrivateWords, readPrivateWords } from "./read-private-words";
import { isShownTo } from "./shown-to";

/** What is over stays this long, so that nobody has to ask how it ended. */
const overDays = 3;
/** More than these at once help nobody. */
const incidentsMax = 20;

/** An incident as one audience sees it: in its words, with its promise. Nothing of the responders' is in it. */
export type PrivateIncident = {
  id: string;
  /** Its codename while the security lane is locked. */
  title: string;
  status: IncidentStatus;
  severity: Severity;
  startedAt: Date;
  resolvedAt: Date | null;
  businessImpact: string | null;
  nextUpdateBy: Date | null;
  lastSaidAt: Date | null;
  /** Whether the public page has it too. */
  isPublic: boolean;
  /** Newest first. */
  words: PrivateWords[];
  affected: AffectedService[];
  /** Who answers its questions; null while nobody has taken it on. */
  liaison: string | null;
  questions: AudienceQuestion[];
};

/** Everything that an audience's page shows. */
export type PrivatePage = {
  audience: Audience;
  services: { id: string; name: string; state: ServiceState }[];
  /** Open ones first, the most urgent promise first; then those just over. */
  incidents: PrivateIncident[];
};

/** The one reader of private pages. It answers nothing that is another audience's. */
export async function readPrivatePage(db: Db, audience: Audience, now: Date): Promise<PrivatePage> {
  const services = await mattering(db, audience.id);
  const rows = await findIncidents(db, audience, now);
  const ids = rows.map(({ incident }) => incident.id);
  // One after the other: also verbs look here, inside a transaction.
  const words = await readPrivateWords(db, audience.id, ids);
  const affected = await affectedServices(db, ids);
  const readable = await publicOnes(db, ids);
  const liaisons = await liaisonsOf(db, ids);
  const shown = rows.filter(({ incident, opened }) =>
    isShownTo(audience, {
      incident,
      hasWords: words.has(incident.id),
      letIn: opened.letInAt !== null,
      affected: affected.get(incident.id) ?? [],
      mattering: services,
    }),
  );
  const matters = new Set(services.map(({ id }) => id));
  const found: PrivateIncident[] = [];
  for (const { incident, opened } of shown) {
    const { id, status, severity, startedAt, resolvedAt } = incident;
    const all = affected.get(id) ?? [];
    found.push({
      ...{ id, status, severity, startedAt, resolvedAt, title: nameOfIncident(incident) },
      ...{ businessImpact: opened.businessImpact, lastSaidAt: opened.lastSaidAt },
      nextUpdateBy: status === "resolved" ? null : opened.nextUpdateBy,
      isPublic: readable.has(id),
      words: words.get(id) ?? [],
      affected: audience.account ? all.filter((one) => matters.has(one.id)) : all,
      liaison: liaisons.get(id) ?? null,
      questions: await readAudienceQuestions(db, { incidentId: id, audienceId: audience.id }),
    });
  }
  return { audience, services, incidents: found.sort(byUrgency) };
}

/** Whether an audience sees an incident on its page now. */
export async function isOnPrivatePage(
  db: Db,
  audience: Audience,
  incidentId: string,
  now: Date,
): Promise<boolean> {
  const { incidents: all } = await readPrivatePage(db, audience, now);
  return all.some(({ id }) => id === incidentId);
}

function findIncidents(db: Db, { id }: Audience, now: Date) {
  const since = new Date(now.getTime() - overDays * 86_400_000);
  return db
    .select({ incident: incidents, opened: incidentAudiences })
    .from(incidentAudiences)
    .innerJoin(incidents, eq(incidents.id, incidentAudiences.incidentId))
    .where(
      and(
        eq(incidentAudiences.audienceId, id),
        eq(incidents.drill, false),
        isNull(incidents.withdrawnAt),
        or(ne(incidents.status, "resolved"), gte(incidents.resolvedAt, since)),
      ),
    )
    .orderBy(desc(incidents.startedAt))
    .limit(incidentsMax);
}

async function publicOnes(db: Db, ids: string[]): Promise<Set<string>> {
  const rows = await db
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(inArray(incidents.id, ids), publicIncidents));
  return new Set(rows.map(({ id }) => id));
}

/** The internal liaison answers inside the house; where there is none, the customers' does. */
async function liaisonsOf(db: Db, ids: string[]): Promise<Map<string, string>> {
  const rows = await db
    .select({ incidentId: incidentRoleHolders.incidentId, name: users.name })
    .from(incidentRoleHolders)
    .innerJoin(users, eq(users.id, incidentRoleHolders.userId))
    .where(
      and(
        inArray(incidentRoleHolders.incidentId, ids),
        inArray(incidentRoleHolders.role, ["customer_liaison", "internal_liaison"]),
        isNull(incidentRoleHolders.endedAt),
        isNotNull(incidentRoleHolders.acceptedAt),
      ),
    )
    // "customer" before "internal": the later one wins.
    .orderBy(asc(incidentRoleHolders.role));
  return new Map(rows.flatMap(({ incidentId, name }) => (name ? [[incidentId, name]] : [])));
}

function byUrgency(a: PrivateIncident, b: PrivateIncident): number {
  const over = Number(a.status === "resolved") - Number(b.status === "resolved");
  const promise = (one: PrivateIncident) => one.nextUpdateBy?.getTime() ?? Number.POSITIVE_INFINITY;
  return over || compare(promise(a), promise(b)) || b.startedAt.getTime() - a.startedAt.getTime();
}

/** Infinity less infinity is no number. */
const compare = (a: number, b: number) => (a === b ? 0 : a - b);
