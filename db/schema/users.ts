import { sql } from "drizzle-orm";
import { boolean, integer, pgTable, primaryKey, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { roles } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";

/** Somebody who may sign in to the desk. Column names follow next-auth's adapter. */
export const users = pgTable(
  "users",
  {
    id: ownId(),
    name: text("name"),
    email: text("email").notNull(),
    emailVerified: moment("email_verified"),
    image: text("image"),
    role: text("role", { enum: roles }).notNull(),
    /** scrypt, salted; null for people who sign in by link only. */
    passwordHash: text("password_hash"),
    disabledAt: moment("disabled_at"),
    /** May come in by password or link where everybody else must come by single sign-on. */
    breakGlass: boolean("break_glass").notNull().default(false),
    createdAt: moment("created_at").notNull().default(sql`now()`),
  },
  (table) => [uniqueIndex("users_email").on(sql`lower(${table.email})`)],
);

/** next-auth: an outside identity (OIDC) of a user. */
export const accounts = pgTable(
  "accounts",
  {
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text("scope"),
    id_token: text("id_token"),
    session_state: text("session_state"),
  },
  (table) => [primaryKey({ columns: [table.provider, table.providerAccountId] })],
);

/** next-auth: single-use sign-in links, hashed by next-auth before they come here. */
export const verificationTokens = pgTable(
  "verification_tokens",
  {
    identifier: text("identifier").notNull(),
    token: text("token").notNull(),
    expires: moment("expires").notNull(),
  },
  (table) => [primaryKey({ columns: [table.identifier, table.token] })],
);

/** Words not yet published: one draft per person and form, so a reload or a lost session loses nothing. */
export const drafts = pgTable(
  "drafts",
  {
    id: ownId(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Which form: `incident:new`, `incident:<id>`, `maintenance:<id>`, `correction:<update id>`. */
    subject: text("subject").notNull(),
    /** The form's fields as they were typed, as JSON text. */
    fields: text("fields").notNull(),
    savedAt: moment("saved_at").notNull(),
  },
  (table) => [unique("drafts_one_per_form").on(table.userId, table.subject)],
);
