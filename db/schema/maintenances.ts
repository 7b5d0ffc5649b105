import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { maintenanceStatuses } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { services } from "./services";
import { users } from "./users";

/** Planned work with a window. It starts and ends by itself at its times; status follows its updates. */
export const maintenances = pgTable(
  "maintenances",
  {
    id: ownId(),
    title: text("title").notNull(),
    status: text("status", { enum: maintenanceStatuses }).notNull(),
    scheduledFor: moment("scheduled_for").notNull(),
    scheduledUntil: moment("scheduled_until").notNull(),
    startedAt: moment("started_at"),
    completedAt: moment("completed_at"),
    cancelledAt: moment("cancelled_at"),
    /** iCalendar's SEQUENCE: rises when the window, the words or the status change. */
    sequence: integer("sequence").notNull().default(0),
    revision: integer("revision").notNull().default(1),
    scheduledBy: id("scheduled_by").references(() => users.id),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    index("maintenances_by_start").on(table.scheduledFor),
    check("maintenances_forward", sql`scheduled_until > scheduled_for`),
  ],
);

export const maintenanceServices = pgTable(
  "maintenance_services",
  {
    maintenanceId: id("maintenance_id")
      .notNull()
      .references(() => maintenances.id),
    serviceId: id("service_id")
      .notNull()
      .references(() => services.id),
  },
  (table) => [primaryKey({ columns: [table.maintenanceId, table.serviceId] })],
);
