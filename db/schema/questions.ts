import { boolean, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { audiences } from "./audiences";
import { id, moment, ownId } from "./columns";
import { incidents } from "./incidents";
import { updates } from "./updates";
import { users } from "./users";

/** What an audience's people ask of an incident, the same question once. */
export const questions = pgTable(
  "questions",
  {
    id: ownId(),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    words: text("words").notNull(),
    /** The words without what does not make another question of them. */
    sameAs: text("same_as").notNull(),
    askedAt: moment("asked_at").notNull(),
    answer: text("answer"),
    answerHtml: text("answer_html"),
    answeredBy: id("answered_by").references(() => users.id),
    answeredAt: moment("answered_at"),
    /** Whether the answer is to go into the next update's words too, and did not yet. */
    awaitsUpdate: boolean("awaits_update").notNull().default(false),
    /** The update that carried the answer on. */
    inUpdateId: id("in_update_id").references(() => updates.id),
    /** Folded by the liaison into this one. */
    foldedInto: id("folded_into"),
  },
  (table) => [
    uniqueIndex("questions_once").on(table.incidentId, table.audienceId, table.sameAs),
    index("questions_open").on(table.incidentId, table.askedAt),
  ],
);

/** Who asked it; `wasJoining`: they were about to join the call, and did not. */
export const questionAskers = pgTable(
  "question_askers",
  {
    id: ownId(),
    questionId: id("question_id").references(() => questions.id, { onDelete: "cascade" }),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    email: text("email").notNull(),
    wasJoining: boolean("was_joining").notNull().default(false),
    at: moment("at").notNull(),
  },
  (table) => [index("question_askers_by_incident").on(table.incidentId)],
);

/** "One more customer says so": support counts what customers report, before and during an incident. */
export const customerReports = pgTable(
  "customer_reports",
  {
    id: ownId(),
    incidentId: id("incident_id").references(() => incidents.id),
    account: text("account"),
    symptom: text("symptom").notNull(),
    reportedBy: id("reported_by").references(() => users.id),
    at: moment("at").notNull(),
  },
  (table) => [index("customer_reports_by_time").on(table.at)],
);

/** A single-use link that lets somebody of an audience into its page. */
export const audienceLinks = pgTable(
  "audience_links",
  {
    /** SHA-256 of the token in the letter. */
    tokenHash: text("token_hash").primaryKey(),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    email: text("email").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [index("audience_links_by_end").on(table.expiresAt)],
);
