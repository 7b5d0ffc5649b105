import { sql } from "drizzle-orm";
import { bigserial, check, date, index, integer, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { serviceStates } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";

export const serviceGroups = pgTable("service_groups", {
  id: ownId(),
  name: text("name").notNull(),
  position: integer("position").notNull(),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** Something a customer uses. `state` repeats the open interval of `serviceIntervals`; only settling writes it. */
export const services = pgTable("services", {
  id: ownId(),
  groupId: id("group_id").references(() => serviceGroups.id),
  name: text("name").notNull(),
  description: text("description"),
  position: integer("position").notNull(),
  state: text("state", { enum: serviceStates }).notNull().default("operational"),
  /** Days before this one count as "no data". */
  startDate: date("start_date", { mode: "string" }).notNull(),
  retiredAt: moment("retired_at"),
  createdAt: moment("created_at").notNull(),
  updatedAt: moment("updated_at").notNull(),
});

/** What a service was, when: only the spells in which it was not operational, without overlap. */
export const serviceIntervals = pgTable(
  "service_intervals",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    serviceId: id("service_id")
      .notNull()
      .references(() => services.id),
    state: text("state", { enum: serviceStates }).notNull(),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    index("service_intervals_by_service").on(table.serviceId, table.startedAt),
    uniqueIndex("service_intervals_one_open").on(table.serviceId).where(sql`ended_at is null`),
    check("service_intervals_forward", sql`ended_at is null or ended_at > started_at`),
    check("service_intervals_trouble", sql`state <> 'operational'`),
  ],
);
