import { sql } from "drizzle-orm";
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import {
  audienceKinds,
  channels,
  incidentRoles,
  incidentStatuses,
  incidentTypes,
  severities,
} from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { services } from "./services";

/**
 * A named group with its own page, words, zone and cadence. `public` is the one whose page needs no sign-in.
 * `publicVersion` rises in the transaction of every change its readers can see.
 */
export const audiences = pgTable("audiences", {
  id: ownId(),
  slug: text("slug").notNull().unique(),
  kind: text("kind", { enum: audienceKinds }).notNull(),
  name: text("name").notNull(),
  timeZone: text("time_zone").notNull().default("UTC"),
  language: text("language").notNull().default("en"),
  supportUrl: text("support_url"),
  /** Whether its words may hold an expected time of resolution: customers never get one, executives may. */
  mayExpectResolution: boolean("may_expect_resolution").notNull().default(false),
  /** How to write for it, in a sentence for the liaison. */
  tone: text("tone"),
  /** The customer account that it is; null for a group. */
  account: text("account"),
  /** Its people's channels in order, where no rule gives another: the next one when the one before failed. One is no order. */
  channels: text("channels", { enum: channels }).array().notNull().default(["email"]),
  /** How much each finding of the plain-words lint weighs here, where it differs from the default. */
  lint: jsonb("lint").$type<Record<string, "off" | "advice" | "must">>().notNull().default({}),
  position: integer("position").notNull().default(0),
  archivedAt: moment("archived_at"),
  publicVersion: bigint("public_version", { mode: "number" }).notNull().default(sql`1`),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** The choice of services that an audience's page shows. A service without a row is hidden there. */
export const audienceServices = pgTable(
  "audience_services",
  {
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    serviceId: id("service_id")
      .notNull()
      .references(() => services.id),
  },
  (table) => [primaryKey({ columns: [table.audienceId, table.serviceId] })],
);

/** How often an audience must be promised news: minutes, by severity and status, from an elapsed time on. */
export const cadences = pgTable(
  "cadences",
  {
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    severity: text("severity", { enum: severities }).notNull(),
    status: text("status", { enum: incidentStatuses }).notNull(),
    /** Applies once the incident has been open this long. */
    afterMinutes: integer("after_minutes").notNull().default(0),
    everyMinutes: integer("every_minutes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.audienceId, table.severity, table.status, table.afterMinutes] })],
);

/** Whose approval the words for an audience need, by type of incident. No row: nobody's. */
export const audienceApprovals = pgTable(
  "audience_approvals",
  {
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    incidentType: text("incident_type", { enum: incidentTypes }).notNull(),
    role: text("role", { enum: incidentRoles }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.audienceId, table.incidentType] })],
);
