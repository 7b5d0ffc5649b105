import { and, eq, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";

/** Updates whose public words legal said yes to: a condition on `updates`. */
export const wasApproved = sql<boolean>`exists (
  select from approvals x join audiences a on a.id = x.audience_id
  where x.used_for = ${updates}.id and a.kind = 'public' and x.role = 'legal' and x.state = 'approved')`;

/**
 * The security lane: an incident of that type is seen by readers once somebody released it and words were published
 * that legal said yes to. Till then it does not exist for them.
 */
const outOfTheLane = or(
  ne(incidents.type, "security"),
  and(
    isNotNull(incidents.releasedAt),
    sql`exists (
      select from updates u join approvals x on x.used_for = u.id join audiences a on a.id = x.audience_id
      where u.incident_id = ${incidents}.id and u.undone_at is null
        and a.kind = 'public' and x.role = 'legal' and x.state = 'approved')`,
  ),
);

/** Updates that say something in public: a condition on `updates`. The others are for private audiences alone. */
export const hasPublicWords = sql<boolean>`exists (
  select from update_words w join audiences a on a.id = w.audience_id
  where w.update_id = ${updates}.id and a.kind = 'public')`;

/**
 * Incidents that readers may see. Drills, what was taken back as a whole, what only private audiences know of and what is locked in the security lane do
 * not exist for them: every surface, and every machine that speaks to readers, asks with this.
 */
export const publicIncidents = and(
  ...[eq(incidents.drill, false), isNull(incidents.withdrawnAt), eq(incidents.privateOnly, false)],
  outOfTheLane,
)!;

/** Incidents that readers could see once, or could never: where they cannot now, there is nothing. */
export const wasPublic = and(
  eq(incidents.drill, false),
  or(
    eq(incidents.privateOnly, false),
    sql`exists (
      select from updates u join update_words w on w.update_id = u.id join audiences a on a.id = w.audience_id
      where u.incident_id = ${incidents}.id and a.kind = 'public')`,
  ),
)!;

/**
 * Updates that readers may see and services follow, of incidents joined beside them, or of planned work: what was said
 * inside about a security incident stays inside, also after its release.
 */
export const publicUpdates = or(
  isNull(incidents.id),
  ne(incidents.type, "security"),
  and(isNotNull(incidents.releasedAt), wasApproved),
)!;
