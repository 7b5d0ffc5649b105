import { sql } from "drizzle-orm";
import {
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { incidentTypes, ruleSetStates, updateStatuses } from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment, ownId } from "./columns";
import { users } from "./users";

/** One version of all notification rules, with who wrote it and why. At most one is active. */
export const ruleSets = pgTable(
  "rule_sets",
  {
    id: ownId(),
    version: integer("version").notNull().unique(),
    state: text("state", { enum: ruleSetStates }).notNull(),
    /** The sentences, in the shape of communications/rules/rule.ts. */
    rules: jsonb("rules").$type<unknown[]>().notNull(),
    /** Checks that come with them: facts, and who must hear. */
    checks: jsonb("checks").$type<unknown[]>().notNull().default([]),
    /** What the dry run over past incidents said when it was proposed. */
    dryRun: jsonb("dry_run").$type<Record<string, unknown>>(),
    reason: text("reason").notNull(),
    writtenBy: id("written_by").references(() => users.id),
    writtenAt: moment("written_at").notNull(),
    reviewedBy: id("reviewed_by").references(() => users.id),
    reviewedAt: moment("reviewed_at"),
    activeFrom: moment("active_from"),
    retiredAt: moment("retired_at"),
  },
  () => [uniqueIndex("rule_sets_one_active").on(sql`(state)`).where(sql`state = 'active'`)],
);

/** That a rule with a clock ("unresolved for 30 min", "then every 20 min") has fired, once an occurrence. */
export const ruleFirings = pgTable(
  "rule_firings",
  {
    ruleId: text("rule_id").notNull(),
    /** The incident's or the maintenance's id. */
    subjectId: id("subject_id").notNull(),
    /** 0 for the first time, then counted up. */
    occurrence: integer("occurrence").notNull(),
    at: moment("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.subjectId, table.occurrence] })],
);

/** Ready words by stage, audience and type of incident, with variables that the facts fill. */
export const wordTemplates = pgTable(
  "word_templates",
  {
    id: ownId(),
    name: text("name").notNull(),
    status: text("status", { enum: updateStatuses }).notNull(),
    /** Null: for every audience, for every type. */
    audienceId: id("audience_id").references(() => audiences.id),
    incidentType: text("incident_type", { enum: incidentTypes }),
    words: text("words").notNull(),
    position: integer("position").notNull().default(0),
    createdAt: moment("created_at").notNull(),
    archivedAt: moment("archived_at"),
  },
  (table) => [index("word_templates_by_status").on(table.status)],
);

/** Ready words as they were before somebody changed them, kept for ever. */
export const replacedTemplates = pgTable(
  "replaced_templates",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    templateId: id("template_id")
      .notNull()
      .references(() => wordTemplates.id),
    name: text("name").notNull(),
    words: text("words").notNull(),
    status: text("status", { enum: updateStatuses }).notNull(),
    /** For whom and for which type they were, as in `word_templates`; of what was replaced long ago that is not known. */
    scopeKept: boolean("scope_kept").notNull().default(false),
    audienceId: id("audience_id").references(() => audiences.id),
    incidentType: text("incident_type", { enum: incidentTypes }),
    replacedAt: moment("replaced_at").notNull(),
    replacedBy: id("replaced_by").references(() => users.id),
  },
  (table) => [index("replaced_templates_by_template").on(table.templateId, table.id)],
);
