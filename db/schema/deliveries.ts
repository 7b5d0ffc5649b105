import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { channels, deliveryStates } from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment } from "./columns";
import { updates } from "./updates";

/**
 * The telling of one update: its words frozen once per audience and channel, with a sentinel where each
 * recipient's own link goes, and the counts that the progress bar reads.
 */
export const fanOuts = pgTable(
  "fan_outs",
  {
    updateId: id("update_id")
      .notNull()
      .references(() => updates.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    channel: text("channel", { enum: channels }).notNull(),
    subject: text("subject").notNull(),
    html: text("html").notNull(),
    text: text("text").notNull(),
    /** Who would have heard, how many were planned; the other counts follow the ledger. */
    planned: integer("planned").notNull(),
    sent: integer("sent").notNull().default(0),
    delayed: integer("delayed").notNull().default(0),
    delivered: integer("delivered").notNull().default(0),
    bounced: integer("bounced").notNull().default(0),
    complained: integer("complained").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    suppressed: integer("suppressed").notNull().default(0),
    unknown: integer("unknown").notNull().default(0),
    plannedAt: moment("planned_at").notNull(),
    finishedAt: moment("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.updateId, table.audienceId, table.channel] })],
);

/** The ledger: one row per update, recipient and channel, from promise to receipt. */
export const deliveries = pgTable(
  "deliveries",
  {
    updateId: id("update_id")
      .notNull()
      .references(() => updates.id),
    channel: text("channel", { enum: channels }).notNull(),
    /** A subscriber's id (later also a stakeholder's: ids are unique across both). */
    recipientId: id("recipient_id").notNull(),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    /** Which frozen batch of at most 100 it belongs to; never changes. */
    batch: integer("batch").notNull(),
    /** The address as it was when the batch was handed over; null while planned. */
    address: text("address"),
    /** What caught them, in words: "asked to hear about Checkout". */
    reason: text("reason").notNull(),
    state: text("state", { enum: deliveryStates }).notNull().default("planned"),
    providerId: text("provider_id"),
    failure: text("failure"),
    attempts: integer("attempts").notNull().default(0),
    plannedAt: moment("planned_at").notNull(),
    sendingAt: moment("sending_at"),
    settledAt: moment("settled_at"),
  },
  (table) => [
    primaryKey({ columns: [table.updateId, table.channel, table.recipientId] }),
    index("deliveries_by_batch").on(table.updateId, table.channel, table.batch),
    index("deliveries_by_recipient").on(table.recipientId),
    index("deliveries_by_provider").on(table.providerId).where(sql`provider_id is not null`),
    index("deliveries_sending").on(table.sendingAt).where(sql`state = 'sending'`),
    check("deliveries_addressed", sql`state in ('planned', 'suppressed') or address is not null`),
  ],
);
