import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { impacts, incidentStatuses, incidentTypes, severities } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { users } from "./users";

/**
 * Something unplanned that hurts customers. Status, impact, promise and the three times follow its updates:
 * only settling writes them. `revision` rises with every change, for two people editing at once.
 */
export const incidents = pgTable(
  "incidents",
  {
    id: ownId(),
    title: text("title").notNull(),
    type: text("type", { enum: incidentTypes }).notNull().default("availability"),
    /** What a security incident is called until it is released; its title is for the desk alone till then. */
    codename: text("codename"),
    /** When a security incident was released to the public, and by whose word. */
    releasedAt: moment("released_at"),
    releasedBy: id("released_by").references(() => users.id),
    regions: text("regions").array().notNull().default([]),
    /** For responders only: nobody else is ever shown them. */
    bridgeUrl: text("bridge_url"),
    chatUrl: text("chat_url"),
    status: text("status", { enum: incidentStatuses }).notNull(),
    severity: text("severity", { enum: severities }).notNull(),
    impact: text("impact", { enum: impacts }).notNull(),
    /** The promise: when the next update comes. Null once resolved. */
    nextUpdateBy: moment("next_update_by"),
    startedAt: moment("started_at").notNull(),
    monitoringAt: moment("monitoring_at"),
    resolvedAt: moment("resolved_at"),
    /** Told after the fact: nobody is told, no promise is made. */
    backfilled: boolean("backfilled").notNull().default(false),
    /** Exercises the pipeline and can reach no real recipient; fixed at creation. */
    drill: boolean("drill").notNull().default(false),
    /** Nothing was said in public yet: only the private audiences with words know of it. Follows its updates. */
    privateOnly: boolean("private_only").notNull().default(false),
    /** Taken back as a whole: no reader sees it any more, the desk keeps the trace. */
    withdrawnAt: moment("withdrawn_at"),
    /** The four questions of publishing or not, with the answers that were given. */
    publishDecision: jsonb("publish_decision").$type<Record<string, unknown>>(),
    revision: integer("revision").notNull().default(1),
    openedBy: id("opened_by").references(() => users.id),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    index("incidents_by_start").on(table.startedAt),
    index("incidents_open").on(table.startedAt).where(sql`status <> 'resolved' and withdrawn_at is null`),
    check("incidents_resolved_at", sql`(status = 'resolved') = (resolved_at is not null)`),
    check("incidents_promise", sql`status = 'resolved' or next_update_by is not null`),
  ],
);

/** A ready first word for an incident: fills the form, decides nothing. */
export const incidentTemplates = pgTable("incident_templates", {
  id: ownId(),
  name: text("name").notNull(),
  title: text("title").notNull(),
  words: text("words").notNull(),
  severity: text("severity", { enum: severities }).notNull(),
  impact: text("impact", { enum: impacts }).notNull(),
  position: integer("position").notNull(),
  createdAt: moment("created_at").notNull(),
});
