import { boolean, index, pgTable, text } from "drizzle-orm/pg-core";
import { sessionEnds, sessionStates, signInWays } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { users } from "./users";

/** Somebody signed in at a browser. Its cookie names it; what it is worth is said here, and can be taken back. */
export const sessions = pgTable(
  "sessions",
  {
    id: ownId(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    way: text("way", { enum: signInWays }).notNull(),
    state: text("state", { enum: sessionStates }).notNull(),
    /** By password or link where everybody else must come by single sign-on. */
    brokeGlass: boolean("broke_glass").notNull().default(false),
    /** The browser, by a hash of a cookie that only serves to know it again. */
    device: text("device"),
    /** What the browser says it is, cut off. */
    agent: text("agent").notNull().default(""),
    address: text("from_address").notNull().default(""),
    since: moment("since").notNull(),
    lastSeenAt: moment("last_seen_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    endedAt: moment("ended_at"),
    endedBy: text("ended_by", { enum: sessionEnds }),
  },
  (table) => [
    index("sessions_by_user").on(table.userId, table.since),
    index("sessions_by_device").on(table.device),
  ],
);
