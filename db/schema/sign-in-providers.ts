import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { roles } from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment, ownId } from "./columns";
import { subscribers } from "./subscribers";

/** An OpenID provider that people may come in by. */
export const signInProviders = pgTable("sign_in_providers", {
  id: ownId(),
  name: text("name").notNull(),
  /** As the provider writes it of itself, to the letter. */
  issuer: text("issuer").notNull(),
  clientId: text("client_id").notNull(),
  /** Sealed (lib/secret-box). */
  clientSecret: text("client_secret").notNull(),
  /** Mail domains that it speaks for: it lets in nobody else. */
  domains: text("domains").array().notNull(),
  groupsClaim: text("groups_claim").notNull().default("groups"),
  /** What somebody is whose groups say nothing; null: they are not let in to the desk. */
  defaultRole: text("default_role", { enum: roles }),
  active: boolean("active").notNull().default(true),
  createdAt: moment("created_at").notNull(),
});

/** What a group of a provider makes of its people: a role at the desk, or people of an audience. */
export const providerGroups = pgTable(
  "provider_groups",
  {
    id: ownId(),
    providerId: id("provider_id")
      .notNull()
      .references(() => signInProviders.id, { onDelete: "cascade" }),
    groupName: text("group_name").notNull(),
    role: text("role", { enum: roles }),
    audienceId: id("audience_id").references(() => audiences.id, { onDelete: "cascade" }),
  },
  (table) => [
    unique("provider_groups_once").on(table.providerId, table.groupName, table.role, table.audienceId),
    check("provider_groups_one_of", sql`num_nonnulls(${table.role}, ${table.audienceId}) = 1`),
  ],
);

/** Who belongs to an audience because a provider said so: when it does not any more, they are taken out again. */
export const providerMembers = pgTable(
  "provider_members",
  {
    subscriberId: id("subscriber_id")
      .primaryKey()
      .references(() => subscribers.id, { onDelete: "cascade" }),
    providerId: id("provider_id")
      .notNull()
      .references(() => signInProviders.id, { onDelete: "cascade" }),
    /** The person at the provider. */
    subject: text("subject").notNull(),
  },
  (table) => [index("provider_members_by_person").on(table.providerId, table.subject)],
);

/** One row: how the desk may be entered. */
export const signInRules = pgTable(
  "sign_in_rules",
  {
    id: integer("id").primaryKey().default(1),
    /** Passwords and mailed links are refused, but those of the people who may break the glass. */
    ssoOnly: boolean("sso_only").notNull().default(false),
  },
  (table) => [check("sign_in_rules_one", sql`${table.id} = 1`)],
);
