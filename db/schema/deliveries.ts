import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { channels, deliveryStates, holdReasons } from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment, sealedAddress } from "./columns";
import { updates } from "./updates";

/** The telling of one update on one channel: how far its planning is, and the counts that the progress bar reads. */
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
    /** How many hear in all; the other counts follow the ledger. */
    planned: integer("planned").notNull(),
    /** Whether everybody was asked whether they hear; until then `planned` still rises. */
    complete: boolean("complete").notNull().default(true),
    /** Batches made so far: the next chunk of recipients begins with this number. */
    batches: integer("batches").notNull().default(0),
    held: integer("held").notNull().default(0),
    sent: integer("sent").notNull().default(0),
    delayed: integer("delayed").notNull().default(0),
    delivered: integer("delivered").notNull().default(0),
    bounced: integer("bounced").notNull().default(0),
    complained: integer("complained").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    suppressed: integer("suppressed").notNull().default(0),
    unknown: integer("unknown").notNull().default(0),
    merged: integer("merged").notNull().default(0),
    undone: integer("undone").notNull().default(0),
    plannedAt: moment("planned_at").notNull(),
    /** When the first batch was handed over: the rate is counted from here. */
    startedAt: moment("started_at"),
    finishedAt: moment("finished_at"),
  },
  (table) => [primaryKey({ columns: [table.updateId, table.audienceId, table.channel] })],
);

/**
 * The words of a message, frozen before the first try, with a sentinel where each recipient's own go. One row for
 * the update alone, and one for each set of earlier updates (`also`) that goes with it to who has not got those.
 */
export const wordings = pgTable(
  "wordings",
  {
    updateId: id("update_id")
      .notNull()
      .references(() => updates.id),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    channel: text("channel", { enum: channels }).notNull(),
    also: text("also").array().notNull().default([]),
    subject: text("subject").notNull(),
    /** Null on channels without markup. */
    html: text("html"),
    /** Plain text, or the JSON that the channel takes. */
    text: text("text").notNull(),
    frozenAt: moment("frozen_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.updateId, table.audienceId, table.channel, table.also] })],
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
    address: sealedAddress("address"),
    /** What caught them, in the words of their message: "you chose Checkout". */
    reason: text("reason").notNull(),
    /** The rules that caught them, read aloud for the desk; null: they hear by what they asked for. */
    toldBy: text("told_by"),
    /** By a rule's order: the channels that are tried next when this one fails for good, and when the next was looked for. */
    thenBy: text("then_by", { enum: channels }).array().notNull().default([]),
    nextLookedAt: moment("next_looked_at"),
    /** The same person's message that failed for good, in whose place this one is. */
    insteadOf: id("instead_of"),
    state: text("state", { enum: deliveryStates }).notNull().default("planned"),
    /** Earlier updates whose words this message carries too, oldest first. */
    also: text("also").array().notNull().default([]),
    /** With state `merged`: the update whose message carried these words. */
    mergedInto: id("merged_into").references(() => updates.id),
    /** With state `merged`: whose message of the same update carried them, when somebody is in two audiences. */
    mergedIntoRecipient: id("merged_into_recipient"),
    /** With state `held`: until when, and why. */
    heldUntil: moment("held_until"),
    heldWhy: text("held_why", { enum: holdReasons }),
    providerId: text("provider_id"),
    failure: text("failure"),
    attempts: integer("attempts").notNull().default(0),
    /** A try that has begun and has no outcome yet; who finds it left behind cannot tell whether it arrived. */
    tryingSince: moment("trying_since"),
    plannedAt: moment("planned_at").notNull(),
    sendingAt: moment("sending_at"),
    settledAt: moment("settled_at"),
  },
  (table) => [
    // The recipient first: that also finds all that was sent to somebody, and no plan can mistake it for a way to a batch.
    primaryKey({ columns: [table.recipientId, table.channel, table.updateId] }),
    index("deliveries_by_batch").on(table.updateId, table.audienceId, table.channel, table.batch),
    index("deliveries_waiting").on(table.recipientId).where(sql`state in ('planned', 'held')`),
    index("deliveries_merged").on(table.mergedInto, table.recipientId).where(sql`state = 'merged'`),
    index("deliveries_next_way")
      .on(table.updateId)
      .where(
        sql`then_by <> '{}' and next_looked_at is null and state in ('failed', 'bounced', 'suppressed')`,
      ),
    index("deliveries_held").on(table.heldUntil).where(sql`state = 'held'`),
    index("deliveries_by_provider").on(table.providerId).where(sql`provider_id is not null`),
    check(
      "deliveries_addressed",
      sql`state in ('planned', 'held', 'suppressed', 'merged', 'undone') or address is not null`,
    ),
  ],
);
