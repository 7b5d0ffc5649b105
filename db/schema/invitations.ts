import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { roles } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { users } from "./users";

/** Somebody who may make themselves an account, by the link in their letter. */
export const invitations = pgTable(
  "invitations",
  {
    id: ownId(),
    email: text("email").notNull(),
    name: text("name").notNull().default(""),
    role: text("role", { enum: roles }).notNull(),
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: id("invited_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
    withdrawnAt: moment("withdrawn_at"),
  },
  (table) => [
    uniqueIndex("invitations_one_open")
      .on(sql`lower(${table.email})`)
      .where(sql`used_at is null and withdrawn_at is null`),
    index("invitations_by_time").on(table.createdAt),
  ],
);
