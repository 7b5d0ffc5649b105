import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { channels, deliveryStates, suppressionReasons } from "../../lib/vocabulary";
import { id, moment, sealedAddress } from "./columns";
import { users } from "./users";

/**
 * What a provider told us afterwards of a letter, once each however often it was told. It may come before we know
 * the provider's id of the letter: then it waits, with `appliedAt` null.
 */
export const receipts = pgTable(
  "receipts",
  {
    /** The provider's own id of the message: a repeated one is the same. */
    id: text("id").primaryKey(),
    providerId: text("provider_id").notNull(),
    state: text("state", { enum: deliveryStates }).notNull(),
    /** A bounce for good, or a complaint: the address is not written to again. */
    suppresses: text("suppresses", { enum: suppressionReasons }),
    detail: text("detail"),
    at: moment("at").notNull(),
    receivedAt: moment("received_at").notNull(),
    appliedAt: moment("applied_at"),
  },
  (table) => [
    index("receipts_waiting").on(table.receivedAt).where(sql`applied_at is null`),
    // A message's story reads what was said of it.
    index("receipts_by_provider").on(table.providerId),
  ],
);

/** Addresses that bounced for good or complained. Lifted by a person with a reason, or by confirming anew. */
export const suppressions = pgTable(
  "suppressions",
  {
    channel: text("channel", { enum: channels }).notNull(),
    address: sealedAddress("address").notNull(),
    reason: text("reason", { enum: suppressionReasons }).notNull(),
    detail: text("detail"),
    since: moment("since").notNull(),
    liftedAt: moment("lifted_at"),
    liftedBy: id("lifted_by").references(() => users.id),
    liftedReason: text("lifted_reason"),
  },
  (table) => [primaryKey({ columns: [table.channel, table.address] })],
);
