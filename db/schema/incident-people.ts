import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { approvalStates, incidentRoles, promiseStages } from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment, ownId } from "./columns";
import { incidents } from "./incidents";
import { users } from "./users";

/** Who holds which role of an incident, since when. An offer becomes the role when it is accepted. */
export const incidentRoleHolders = pgTable(
  "incident_role_holders",
  {
    id: ownId(),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    role: text("role", { enum: incidentRoles }).notNull(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id),
    offeredBy: id("offered_by").references(() => users.id),
    offeredAt: moment("offered_at").notNull(),
    acceptedAt: moment("accepted_at"),
    endedAt: moment("ended_at"),
    /** How often an unanswered offer went on to the next person. */
    escalations: integer("escalations").notNull().default(0),
  },
  (table) => [
    uniqueIndex("incident_role_held")
      .on(table.incidentId, table.role)
      .where(sql`accepted_at is not null and ended_at is null`),
    uniqueIndex("incident_role_offered")
      .on(table.incidentId, table.role)
      .where(sql`accepted_at is null and ended_at is null`),
    index("incident_roles_by_user").on(table.userId),
  ],
);

/** An audience of an incident: since when it hears, what it costs them, and what it was promised. */
export const incidentAudiences = pgTable(
  "incident_audiences",
  {
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    openedAt: moment("opened_at").notNull(),
    businessImpact: text("business_impact"),
    nextUpdateBy: moment("next_update_by"),
    lastSaidAt: moment("last_said_at"),
    /** By which owner's word an audience outside the house is let into a security incident, and since when. */
    letInBy: id("let_in_by").references(() => users.id),
    letInAt: moment("let_in_at"),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.audienceId] })],
);

/** Warnings that a promise is due or missed, once a promise and stage. */
export const promiseWarnings = pgTable(
  "promise_warnings",
  {
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    promise: moment("promise").notNull(),
    stage: text("stage", { enum: promiseStages }).notNull(),
    /** Who was warned; null when nobody could be. */
    userId: id("user_id").references(() => users.id),
    warnedAt: moment("warned_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.audienceId, table.promise, table.stage] })],
);

/** Words that wait for somebody's yes, exactly as they will be published. */
export const approvals = pgTable(
  "approvals",
  {
    id: ownId(),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    words: text("words").notNull(),
    /** The incident as it was: another revision makes the approval stale. */
    incidentRevision: integer("incident_revision").notNull(),
    role: text("role", { enum: incidentRoles }).notNull(),
    state: text("state", { enum: approvalStates }).notNull(),
    askedBy: id("asked_by")
      .notNull()
      .references(() => users.id),
    askedAt: moment("asked_at").notNull(),
    /** Strong objections only: without one by then, the words count as approved. Null: an explicit yes is needed. */
    decideBy: moment("decide_by"),
    decidedBy: id("decided_by").references(() => users.id),
    decidedAt: moment("decided_at"),
    /** The objection, or why it was published alone. */
    reason: text("reason"),
    /** SHA-256 of the single-use token in the approver's letter. */
    tokenHash: text("token_hash").unique(),
    usedFor: id("used_for"),
  },
  (table) => [index("approvals_by_incident").on(table.incidentId, table.askedAt)],
);

/** Who has an incident's form open, and when they were last seen there. */
export const presences = pgTable(
  "presences",
  {
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    writing: text("writing"),
    seenAt: moment("seen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.userId] })],
);
