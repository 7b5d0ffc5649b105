import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";

/** Whether an audience belongs to the house: a condition on `audiences` (who-approves.ts says the same of a row). */
export const inside = and(
  eq(audiences.kind, "private"),
  isNull(audiences.account),
  eq(audiences.mayExpectResolution, true),
)!;

/**
 * Whether the security lane keeps an audience from an incident: it is locked, the audience is outside the house, and no
 * owner let it in (or it was put out again). A condition on `incidents`, which may be joined and missing, and `audiences`.
 */
export const isLockedOut: SQL<boolean> = sql<boolean>`coalesce(
  ${incidents.type} = 'security' and ${incidents.releasedAt} is null and not (${inside})
  and not exists (select from ${incidentAudiences} o where o.incident_id = ${incidents}.id
    and o.audience_id = ${audiences}.id and o.let_in_at is not null), false)`;
