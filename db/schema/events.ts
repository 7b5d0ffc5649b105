import { sql } from "drizzle-orm";
import { bigint, bigserial, index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { eventKinds } from "../../lib/vocabulary";
import { id, moment } from "./columns";
import { incidents } from "./incidents";
import { maintenances } from "./maintenances";
import { updates } from "./updates";
import { users } from "./users";

/**
 * Something that happened, written in the transaction that made it so: history and outbox at once.
 * `toldAt` is null until the telling was planned; `publicVersion` is the version readers get with it.
 */
export const events = pgTable(
  "events",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    kind: text("kind", { enum: eventKinds }).notNull(),
    publicVersion: bigint("public_version", { mode: "number" }).notNull(),
    incidentId: id("incident_id").references(() => incidents.id),
    maintenanceId: id("maintenance_id").references(() => maintenances.id),
    updateId: id("update_id").references(() => updates.id),
    actorId: id("actor_id").references(() => users.id),
    at: moment("at").notNull(),
    /** The request that made it so, as the log calls it: in whose name the transaction began says it. */
    requestId: text("request_id").default(
      sql`(nullif(current_setting('drawbridge.who', true), '')::jsonb ->> 'request')`,
    ),
    /** What else a reader of the history wants to know, e.g. a reason. */
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    /** Planning goes through the subscribers in order of id; the last one that was judged. */
    toldThrough: id("told_through"),
    toldAt: moment("told_at"),
  },
  (table) => [
    index("events_by_version").on(table.publicVersion),
    index("events_by_incident").on(table.incidentId, table.id),
    index("events_untold").on(table.id).where(sql`told_at is null`),
  ],
);
