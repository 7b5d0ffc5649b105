import { doublePrecision, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/**
 * What all workers on all machines share about a provider: whose turn is when, and whether sending rests. The
 * database's clock is the one that counts.
 */
export const senders = pgTable("senders", {
  /** A transport's name: resend, smtp, mailbox, webhook, slack, … */
  name: text("name").primaryKey(),
  /** The first moment at which nobody has a turn yet. */
  nextTurnAt: moment("next_turn_at"),
  /** Requests a second that the provider itself told us, when it is less than ours. */
  toldPerSecond: doublePrecision("told_per_second"),
  pausedUntil: moment("paused_until"),
  pausedSince: moment("paused_since"),
  /** In the provider's words and ours; shown at the desk. */
  pausedWhy: text("paused_why"),
  /** Faults one after the other: the rest grows with them. */
  faultsInRow: integer("faults_in_row").notNull().default(0),
});
