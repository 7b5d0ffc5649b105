import { bigint, index, pgTable, text } from "drizzle-orm/pg-core";
import { roles } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { users } from "./users";

/** The second factor of a person: what their phone makes codes from (RFC 6238). Only a confirmed one is asked for. */
export const secondFactors = pgTable("second_factors", {
  userId: id("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Sealed (lib/secret-box). */
  secret: text("secret").notNull(),
  /** The time step of the newest code that was taken: neither it nor an older one is taken again. */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  createdAt: moment("created_at").notNull(),
  confirmedAt: moment("confirmed_at"),
});

/** For when the phone is gone: each works once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    id: ownId(),
    userId: id("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [index("recovery_codes_by_user").on(table.userId)],
);

/** Roles whose people must have a second factor. */
export const secondFactorRoles = pgTable("second_factor_roles", {
  role: text("role", { enum: roles }).primaryKey(),
});
