import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
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

/** An incident as somebody proposes to open it: its first words wait for a yes before there is one. */
export const openings = pgTable(
  "openings",
  {
    id: ownId(),
    /** Title, facts and words, in the shape of status/approvals/opening.ts. */
    input: jsonb("input").$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of what a yes is about: other words or facts are another opening. */
    digest: text("digest").notNull(),
    /** The form that it was written in; its draft goes when the incident is opened. */
    draftSubject: text("draft_subject"),
    proposedBy: id("proposed_by")
      .notNull()
      .references(() => users.id),
    proposedAt: moment("proposed_at").notNull(),
    /** Who is asked by name; null: an owner. */
    approverId: id("approver_id").references(() => users.id),
    /** From then on it is old news: asked anew. */
    goodUntil: moment("good_until").notNull(),
    /** What it became. */
    incidentId: id("incident_id").references(() => incidents.id),
  },
  (table) => [
    index("openings_by_digest").on(table.digest),
    index("openings_waiting").on(table.proposedAt).where(sql`incident_id is null`),
  ],
);

/** Words that wait for somebody's yes, exactly as they will be published. */
export const approvals = pgTable(
  "approvals",
  {
    id: ownId(),
    /** Null while the incident is only proposed. */
    incidentId: id("incident_id").references(() => incidents.id),
    /** Set where they were asked for before there was an incident. */
    openingId: id("opening_id").references(() => openings.id),
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
  (table) => [
    index("approvals_by_incident").on(table.incidentId, table.askedAt),
    index("approvals_by_opening").on(table.openingId),
    check("approvals_about_something", sql`incident_id is not null or opening_id is not null`),
  ],
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
