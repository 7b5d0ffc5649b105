import { and, isNull, ne, not, or, sql } from "drizzle-orm";
import { audiences } from "@/db/schema/audiences";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import { inside, isLockedOut } from "./locked-out";

/**
 * Whether an update may reach an audience: a condition on `updates` and `audiences`, with the update's incident joined
 * beside them. Of a security incident, audiences outside the house get only what legal said yes to for them, and while
 * it is locked only those let in (who-approves.ts says who is outside). A reminder has the yes of the words it repeats.
 */
export const mayReach = or(
  isNull(incidents.id),
  ne(incidents.type, "security"),
  inside,
  and(
    not(isLockedOut),
    sql`exists (
      select from approvals x where x.used_for in (${updates}.id, ${updates}.repeats) and x.audience_id = ${audiences}.id
        and x.role = 'legal' and x.state = 'approved')`,
  ),
)!;
