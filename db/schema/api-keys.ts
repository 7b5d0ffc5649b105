import { pgTable, text } from "drizzle-orm/pg-core";
import { apiScopes } from "../../lib/vocabulary";
import { id, moment, ownId } from "./columns";
import { users } from "./users";

/** What a machine shows to be let in: `drawbridge_<id>_<secret>`. Of the secret only a hash is kept. */
export const apiKeys = pgTable("api_keys", {
  id: ownId(),
  name: text("name").notNull(),
  secretHash: text("secret_hash").notNull(),
  scopes: text("scopes", { enum: apiScopes }).array().notNull(),
  createdBy: id("created_by").references(() => users.id, { onDelete: "set null" }),
  createdAt: moment("created_at").notNull(),
  /** Null: it does not end by itself. */
  expiresAt: moment("expires_at"),
  lastUsedAt: moment("last_used_at"),
  revokedAt: moment("revoked_at"),
});
