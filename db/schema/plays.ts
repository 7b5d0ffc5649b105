import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { channels, incidentRoles, summonsStates } from "../../lib/vocabulary";
import { id, moment, ownId, sealedAddress } from "./columns";
import { incidents } from "./incidents";
import { users } from "./users";

/** One version of all response plays, with who wrote it and why. The newest is in use. */
export const playSets = pgTable("play_sets", {
  id: ownId(),
  version: integer("version").notNull().unique(),
  /** The plays, in the shape of status/plays/play.ts. */
  plays: jsonb("plays").$type<unknown[]>().notNull(),
  reason: text("reason").notNull(),
  writtenBy: id("written_by").references(() => users.id),
  writtenAt: moment("written_at").notNull(),
});

/** Addresses that plays name beside a person: apart from the plays, because a chat's URL is a secret. */
export const playAddresses = pgTable(
  "play_addresses",
  {
    id: ownId(),
    channel: text("channel", { enum: channels }).notNull(),
    address: sealedAddress("address").notNull(),
  },
  (table) => [unique("play_addresses_once").on(table.channel, table.address)],
);

/** That a play ran for an incident: each once. */
export const playRuns = pgTable(
  "play_runs",
  {
    id: ownId(),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    playId: text("play_id").notNull(),
    /** As they were when it ran: a later version changes nothing here. */
    name: text("name").notNull(),
    version: integer("version").notNull(),
    /** The ready words it attaches to the incident. */
    templateId: id("template_id"),
    ranAt: moment("ran_at").notNull(),
  },
  (table) => [unique("play_runs_once").on(table.incidentId, table.playId)],
);

/** A role that a play asks people to take, one after the other, until somebody acknowledges. */
export const summons = pgTable(
  "summons",
  {
    id: ownId(),
    runId: id("run_id")
      .notNull()
      .references(() => playRuns.id),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
    role: text("role", { enum: incidentRoles }).notNull(),
    /** Whom it asks, in order, and how: frozen when the play ran. */
    people: jsonb("people").$type<unknown[]>().notNull(),
    answerSeconds: integer("answer_seconds").notNull(),
    state: text("state", { enum: summonsStates }).notNull(),
    startedAt: moment("started_at").notNull(),
    /** When the clock looks at it again: until then somebody has time to answer. */
    dueAt: moment("due_at").notNull(),
    endedAt: moment("ended_at"),
    acknowledgedBy: id("acknowledged_by").references(() => users.id),
  },
  (table) => [
    uniqueIndex("summons_waiting").on(table.incidentId, table.role).where(sql`state = 'waiting'`),
    index("summons_due").on(table.dueAt).where(sql`state = 'waiting'`),
    index("summons_by_incident").on(table.incidentId, table.startedAt),
  ],
);

/** One person asked by a summons: each once. */
export const summonsCalls = pgTable(
  "summons_calls",
  {
    summonsId: id("summons_id")
      .notNull()
      .references(() => summons.id),
    userId: id("user_id")
      .notNull()
      .references(() => users.id),
    /** Their place in the order, from 0. */
    place: integer("place").notNull(),
    calledAt: moment("called_at").notNull(),
    /** Without an answer by then, the next one is asked. */
    answerBy: moment("answer_by").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.summonsId, table.userId] }),
    index("summons_calls_by_user").on(table.userId),
  ],
);
