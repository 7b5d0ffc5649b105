import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { impacts, serviceStates, severities, updateStatuses } from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment, ownId } from "./columns";
import { incidents } from "./incidents";
import { maintenances } from "./maintenances";
import { services } from "./services";
import { users } from "./users";

/** One message in an incident's or a maintenance's life: the facts, once, for every audience. */
export const updates = pgTable(
  "updates",
  {
    id: ownId(),
    incidentId: id("incident_id").references(() => incidents.id),
    maintenanceId: id("maintenance_id").references(() => maintenances.id),
    /** 1 for the first word of its incident or maintenance. */
    number: integer("number").notNull(),
    status: text("status", { enum: updateStatuses }).notNull(),
    severity: text("severity", { enum: severities }),
    impact: text("impact", { enum: impacts }),
    nextUpdateBy: moment("next_update_by"),
    regions: text("regions").array().notNull().default([]),
    /** "No change, next by …": told less often, because it says nothing new. */
    noChange: boolean("no_change").notNull().default(false),
    /**
     * With a reminder: the update whose words a rule says again. It is no word of the incident: readers, settling and
     * rules do not see it (`stands`), the ledger does.
     */
    repeats: id("repeats"),
    /** Whether subscribers are told. */
    tell: boolean("tell").notNull(),
    /** The form's own key: a double click or a retry posts once. */
    onceKey: text("once_key").unique(),
    /** Until then nothing leaves and it can be undone. Null: there was no such time. */
    undoUntil: moment("undo_until"),
    undoneAt: moment("undone_at"),
    undoneBy: id("undone_by").references(() => users.id),
    postedAt: moment("posted_at").notNull(),
    /** Null when the clock posted it (a maintenance that starts by itself). */
    postedBy: id("posted_by").references(() => users.id),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    check("updates_one_subject", sql`(incident_id is null) <> (maintenance_id is null)`),
    unique("updates_incident_number").on(table.incidentId, table.number),
    unique("updates_maintenance_number").on(table.maintenanceId, table.number),
    index("updates_by_time").on(table.postedAt),
  ],
);

/** The words of an update for one audience: as written (markdown) and as shown (clean HTML). */
export const updateWords = pgTable(
  "update_words",
  {
    updateId: id("update_id")
      .notNull()
      .references(() => updates.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    words: text("words").notNull(),
    html: text("html").notNull(),
    /** The public's, which a rule gave to the audience for want of words of its own. */
    given: boolean("given").notNull().default(false),
    /** The promise that an audience got with them; null for the public's, which is the update's, and where there is none. */
    nextUpdateBy: moment("next_update_by"),
    /** When the words were last corrected; null when they are the first ones. */
    correctedAt: moment("corrected_at"),
  },
  (table) => [primaryKey({ columns: [table.updateId, table.audienceId] })],
);

/** Words that a correction replaced, kept for ever. */
export const replacedWords = pgTable(
  "replaced_words",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    updateId: id("update_id")
      .notNull()
      .references(() => updates.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    words: text("words").notNull(),
    html: text("html").notNull(),
    replacedAt: moment("replaced_at").notNull(),
    replacedBy: id("replaced_by").references(() => users.id),
  },
  (table) => [index("replaced_words_by_update").on(table.updateId)],
);

/** What an update says of each affected service. */
export const updateServices = pgTable(
  "update_services",
  {
    updateId: id("update_id")
      .notNull()
      .references(() => updates.id),
    serviceId: id("service_id")
      .notNull()
      .references(() => services.id),
    state: text("state", { enum: serviceStates }).notNull(),
    previousState: text("previous_state", { enum: serviceStates }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.updateId, table.serviceId] }),
    index("update_services_by_service").on(table.serviceId),
  ],
);
