import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import {
  channels,
  listenerKinds,
  subscriberStates,
  subscriptionDetails,
  subscriptionScopes,
} from "../../lib/vocabulary";
import { audiences } from "./audiences";
import { id, moment, ownId, sealedAddress } from "./columns";
import { incidents } from "./incidents";
import { services } from "./services";

/** A person who asked to hear, on one audience's page, and proved that the address is theirs. */
export const subscribers = pgTable(
  "subscribers",
  {
    id: ownId(),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    channel: text("channel", { enum: channels }).notNull(),
    /** One person's channels share it: the id of the first. Their manage page shows them together. */
    personId: id("person_id").notNull(),
    kind: text("kind", { enum: listenerKinds }).notNull().default("subscriber"),
    /** What a stakeholder is called, and by which group they were added. */
    name: text("name"),
    groupName: text("group_name"),
    /** Lower-cased email address, URL, phone number (E.164), or a browser's push subscription as JSON. */
    address: sealedAddress("address").notNull(),
    /** Whom to write to when the channel keeps failing: an email address. */
    contact: text("contact"),
    state: text("state", { enum: subscriberStates }).notNull(),
    scope: text("scope", { enum: subscriptionScopes }).notNull(),
    detail: text("detail", { enum: subscriptionDetails }).notNull(),
    /** Ids of the services in `subscriberServices`, in order, as one text; kept by the database (`wish_chosen`). */
    chosen: text("chosen").notNull().default(""),
    language: text("language").notNull().default("en"),
    /** Minutes of the day in `quietZone` between which nothing is sent; null: no quiet hours. May pass midnight. */
    quietFrom: integer("quiet_from"),
    quietUntil: integer("quiet_until"),
    quietZone: text("quiet_zone"),
    /** Whether a SEV1 incident may break the quiet. */
    quietBreaks: boolean("quiet_breaks").notNull().default(false),
    /** Hears nothing until somebody ends the pause. */
    pausedAt: moment("paused_at"),
    /** Where the consent comes from when it was not our form: the importer's note. */
    source: text("source"),
    /** Messages that failed one after the other, and since when: what keeps failing is switched off. */
    failuresInRow: integer("failures_in_row").notNull().default(0),
    failingSince: moment("failing_since"),
    /** Raised to make a new signing secret; the one before holds for a day after `secretRotatedAt`. */
    secretVersion: integer("secret_version").notNull().default(1),
    secretRotatedAt: moment("secret_rotated_at"),
    confirmedAt: moment("confirmed_at").notNull(),
    leftAt: moment("left_at"),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("subscribers_one_per_address").on(table.audienceId, table.channel, table.address),
    index("subscribers_listening").on(table.audienceId, table.id).where(sql`state = 'confirmed'`),
    // The desk's list, in its order, and its search: a part of an address among a million (pg_trgm).
    index("subscribers_by_address").on(table.audienceId, table.address),
    index("subscribers_by_part").using("gin", sql`${table.address} gin_trgm_ops`),
    index("subscribers_by_state").on(table.audienceId, table.state),
    index("subscribers_by_person").on(table.personId),
    // Few beside the many by mail: the clock looks at them every second.
    index("subscribers_not_by_mail").on(table.id).where(sql`state = 'confirmed' and channel <> 'email'`),
  ],
);

/**
 * How many subscribers wish alike, as changes that add up: the database writes one with every statement that changes
 * subscribers (`wish_counts_*`), so that a million are counted without being read. The clock folds them together.
 */
export const wishCounts = pgTable("wish_counts", {
  audienceId: id("audience_id").notNull(),
  channel: text("channel", { enum: channels }).notNull(),
  state: text("state", { enum: subscriberStates }).notNull(),
  paused: boolean("paused").notNull(),
  scope: text("scope", { enum: subscriptionScopes }).notNull(),
  detail: text("detail", { enum: subscriptionDetails }).notNull(),
  /** With scope `chosen_services`: which, as `subscribers.chosen` has them. */
  chosen: text("chosen").notNull(),
  people: integer("people").notNull(),
});

/** With scope `chosen_services`: which. */
export const subscriberServices = pgTable(
  "subscriber_services",
  {
    subscriberId: id("subscriber_id")
      .notNull()
      .references(() => subscribers.id, { onDelete: "cascade" }),
    serviceId: id("service_id")
      .notNull()
      .references(() => services.id),
  },
  (table) => [
    primaryKey({ columns: [table.subscriberId, table.serviceId] }),
    index("subscriber_services_by_service").on(table.serviceId),
  ],
);

/** Incidents followed until they are over, besides what `scope` says (scope `one_incident`: only these). */
export const subscriberIncidents = pgTable(
  "subscriber_incidents",
  {
    subscriberId: id("subscriber_id")
      .notNull()
      .references(() => subscribers.id, { onDelete: "cascade" }),
    incidentId: id("incident_id")
      .notNull()
      .references(() => incidents.id),
  },
  (table) => [
    primaryKey({ columns: [table.subscriberId, table.incidentId] }),
    index("subscriber_incidents_by_incident").on(table.incidentId),
  ],
);

/** A wish from the form, waiting for the press of the button in the letter. Changes nothing until then. */
export const subscriptionRequests = pgTable(
  "subscription_requests",
  {
    id: ownId(),
    audienceId: id("audience_id")
      .notNull()
      .references(() => audiences.id),
    channel: text("channel", { enum: channels }).notNull(),
    address: sealedAddress("address").notNull(),
    contact: text("contact"),
    /** Whose further channel it is to be; null: a new person's. */
    personId: id("person_id"),
    wish: jsonb("wish")
      .$type<{
        scope: (typeof subscriptionScopes)[number];
        detail: (typeof subscriptionDetails)[number];
        serviceIds: string[];
        incidentId: string | null;
        language?: string;
        /** Where the address came from when somebody at the desk asked in their name. */
        source?: string;
      }>()
      .notNull(),
    /** SHA-256 of the single-use token in the letter. */
    tokenHash: text("token_hash").notNull().unique(),
    createdAt: moment("created_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    usedAt: moment("used_at"),
  },
  (table) => [index("subscription_requests_by_address").on(table.address, table.createdAt)],
);

/** What a personal letter is for. `channel_failing`: their webhook or chat was switched off. `test`: they asked for one. */
const personalLetterKinds = [
  "confirm_subscription",
  "sign_in",
  "channel_failing",
  "test",
  "role_offer",
  "promise_due",
  "approval",
  "rule_notice",
  "invitation",
  "summons",
  "summons_exhausted",
] as const;

/** Messages that belong to one person and no update: confirm, sign-in. They never wait behind a fan-out. */
export const personalLetters = pgTable(
  "personal_letters",
  {
    id: ownId(),
    kind: text("kind", { enum: personalLetterKinds }).notNull(),
    channel: text("channel", { enum: channels }).notNull().default("email"),
    address: sealedAddress("address").notNull(),
    /** When the address already belongs to a subscriber: the letter then carries their way out. */
    subscriberId: id("subscriber_id"),
    /** Of a notice to whom rules name: the last word on what it is about. */
    updateId: id("update_id"),
    subject: text("subject").notNull(),
    /** Emptied once sent: it holds a single-use link. */
    html: text("html").notNull(),
    text: text("text").notNull(),
    state: text("state", { enum: ["planned", "sent", "failed"] }).notNull(),
    failure: text("failure"),
    providerId: text("provider_id"),
    createdAt: moment("created_at").notNull(),
    sentAt: moment("sent_at"),
  },
  (table) => [index("personal_letters_by_update").on(table.updateId).where(sql`update_id is not null`)],
);
