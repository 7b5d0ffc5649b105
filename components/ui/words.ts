import type {
  Channel,
  DeliveryState,
  HoldReason,
  Impact,
  IncidentType,
  Role,
  Severity,
  SignInWay,
  SubscriptionDetail,
  SubscriptionScope,
} from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";

/** The vocabulary as the desk says it; states and statuses as readers see them. */

const page = wordsFor("en");

export const stateWords = page.states;
export const statusWords = page.statuses;
export const channelWords = { ...page.subscriber.channels, push: "Browser" } satisfies Record<
  Channel,
  string
>;

export const incidentRoleWords = page.letters.incidentRoles;

export const impactWords = {
  none: "No impact",
  minor: "Minor",
  major: "Major",
  critical: "Critical",
} satisfies Record<Impact, string>;

export const typeWords = {
  availability: "Something does not work",
  performance: "Something is slow",
  data: "Data is late or wrong",
  third_party: "Something of others that we use",
  security: "Security",
} satisfies Record<IncidentType, string>;

export const severityHints = {
  SEV1: "everything stops for many",
  SEV2: "a main job fails for many",
  SEV3: "a main job is hurt for some",
  SEV4: "a side job is hurt",
  SEV5: "hardly anybody notices",
} satisfies Record<Severity, string>;

export const deliveryWords = {
  planned: "Planned",
  held: "Held back",
  sending: "Sending",
  sent: "Handed over",
  delayed: "Delayed",
  delivered: "Delivered",
  bounced: "Bounced",
  complained: "Complained",
  failed: "Failed",
  suppressed: "Suppressed",
  unknown: "Unknown",
  merged: "Sent with another one",
  undone: "Undone",
} satisfies Record<DeliveryState, string>;

export const holdWords = {
  quiet_hours: "their quiet hours",
  storm_guard: "they have had enough for one hour",
} satisfies Record<HoldReason, string>;

export const scopeWords = {
  all_services: "All services",
  chosen_services: "Chosen services",
  one_incident: "One incident",
} satisfies Record<SubscriptionScope, string>;

export const detailWords = {
  every_update: "Every update",
  opened_and_resolved: "Opened and resolved",
  major_only: "Major only",
} satisfies Record<SubscriptionDetail, string>;

export const roleWords = {
  owner: "Owner",
  liaison: "Liaison",
  viewer: "Viewer",
} satisfies Record<Role, string>;

export const signInWayWords = {
  password: "With the password",
  link: "By a mailed link",
  invitation: "By an invitation",
  sso: "By single sign-on",
} satisfies Record<SignInWay, string>;
