/** The words of docs/GLOSSARY.md as types. Schema, labels and colours all read them from here. */

/** Worst last: the position is the rank that the overall-status rule compares. */
export const serviceStates = [
  "operational",
  "under_maintenance",
  "degraded",
  "partial_outage",
  "major_outage",
] as const;
export type ServiceState = (typeof serviceStates)[number];

export const incidentStatuses = ["investigating", "identified", "monitoring", "resolved"] as const;
export type IncidentStatus = (typeof incidentStatuses)[number];

export const maintenanceStatuses = [
  "scheduled",
  "in_progress",
  "verifying",
  "completed",
  "cancelled",
] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

/** The status an update carries: an incident's or a maintenance's. */
export const updateStatuses = [...incidentStatuses, ...maintenanceStatuses] as const;
export type UpdateStatus = (typeof updateStatuses)[number];

/** For responders and rules; never shown to the public. SEV1 is the worst. */
export const severities = ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"] as const;
export type Severity = (typeof severities)[number];

/** What the public is told. Worst last. */
export const impacts = ["none", "minor", "major", "critical"] as const;
export type Impact = (typeof impacts)[number];

export const audienceKinds = ["public", "private"] as const;
export type AudienceKind = (typeof audienceKinds)[number];

export const roles = ["owner", "liaison", "viewer"] as const;
export type Role = (typeof roles)[number];

/** The ways to reach somebody; communications/channels has one file for each. */
export const channels = ["email", "webhook", "slack", "teams", "discord", "sms", "push"] as const;
export type Channel = (typeof channels)[number];

/**
 * `held`: kept back for later, by quiet hours or the storm guard. `merged`: its words went with a newer message.
 * `undone`: taken back before anything left.
 */
export const deliveryStates = [
  "planned",
  "held",
  "sending",
  "sent",
  "delayed",
  "delivered",
  "bounced",
  "complained",
  "failed",
  "suppressed",
  "unknown",
  "merged",
  "undone",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why an address is not written to any more. */
export const suppressionReasons = ["bounced", "complained"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Why a message waits although it was its turn. */
export const holdReasons = ["quiet_hours", "storm_guard"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** `switched_off`: we stopped, because what they gave us kept failing; their way back is one press. */
export const subscriberStates = ["confirmed", "left", "switched_off"] as const;
export type SubscriberState = (typeof subscriberStates)[number];

/** What a subscriber asked to hear about. */
export const subscriptionScopes = ["all_services", "chosen_services", "one_incident"] as const;
export type SubscriptionScope = (typeof subscriptionScopes)[number];

/** How much of it. */
export const subscriptionDetails = ["every_update", "opened_and_resolved", "major_only"] as const;
export type SubscriptionDetail = (typeof subscriptionDetails)[number];

export const eventKinds = [
  "incident_opened",
  "incident_updated",
  "incident_resolved",
  "incident_reopened",
  "incident_backfilled",
  "incident_retracted",
  "maintenance_scheduled",
  "maintenance_rescheduled",
  "maintenance_started",
  "maintenance_updated",
  "maintenance_completed",
  "maintenance_cancelled",
  "update_corrected",
  "update_undone",
  "deliveries_retried",
  "deliveries_decided",
  "services_changed",
  "page_changed",
  "role_taken",
  "role_offered",
  "role_accepted",
  "role_declined",
  "role_ended",
  "links_changed",
  "severity_raised",
  "severity_lowered",
  "audience_added",
  "audience_changed",
  "audience_archived",
  "people_changed",
  "audience_opened",
  "question_answered",
  "questions_folded",
  "report_counted",
  "approval_asked",
  "approval_given",
  "approval_objected",
  "approval_lapsed",
  "approval_reviewed",
  "approvals_changed",
  "incident_released",
  "rule_ran",
  "people_added",
  "incident_locked",
  "audience_let_in",
  "audience_put_out",
  "questions_unfolded",
  "plays_changed",
  "play_ran",
  "summoned",
  "summons_acknowledged",
  "summons_exhausted",
  "summons_called_off",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Happenings among responders that leave an incident as it is: its revision stays. */
export const asideKinds = [
  "role_taken",
  "role_offered",
  "role_accepted",
  "role_declined",
  "role_ended",
  "links_changed",
  "audience_opened",
  "question_answered",
  "questions_folded",
  "report_counted",
  "approval_asked",
  "approval_given",
  "approval_objected",
  "approval_lapsed",
  "approval_reviewed",
  "approvals_changed",
  "rule_ran",
  "people_added",
  "audience_let_in",
  "audience_put_out",
  "questions_unfolded",
  "plays_changed",
  "play_ran",
  "summoned",
  "summons_acknowledged",
  "summons_exhausted",
  "summons_called_off",
] as const satisfies readonly EventKind[];

/** Happenings that no reader can see: the public version stays. */
export const backstageKinds = [
  ...asideKinds,
  "severity_raised",
  "severity_lowered",
  "audience_added",
  "audience_changed",
  "audience_archived",
  "people_changed",
  "incident_released",
] as const satisfies readonly EventKind[];

/** What an incident is about; templates and rules choose by it. `security` locks every public and customer surface. */
export const incidentTypes = ["availability", "performance", "data", "third_party", "security"] as const;
export type IncidentType = (typeof incidentTypes)[number];

/**
 * Who does what in one incident. An open one always has exactly one customer liaison. `legal` is named, never taken:
 * who approves each word that leaves a security incident.
 */
export const incidentRoles = [
  "commander",
  "deputy",
  "scribe",
  "customer_liaison",
  "internal_liaison",
  "legal",
] as const;
export type IncidentRole = (typeof incidentRoles)[number];

/** `exhausted`: everybody in order was asked, and nobody answered. `called_off`: nobody is needed any more. */
export const summonsStates = ["waiting", "acknowledged", "exhausted", "called_off"] as const;
export type SummonsState = (typeof summonsStates)[number];

/** `stale`: words or incident changed after it was asked for or given. `overridden`: published alone, and recorded. */
export const approvalStates = ["asked", "approved", "objected", "stale", "overridden", "withdrawn"] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Somebody who asked to hear, or somebody whom we decided should hear. */
export const listenerKinds = ["subscriber", "stakeholder"] as const;
export type ListenerKind = (typeof listenerKinds)[number];

export const ruleSetStates = ["draft", "in_review", "active", "retired"] as const;
export type RuleSetState = (typeof ruleSetStates)[number];

/** Before and after a promise: two warnings, then the deputy, then the commander. Minutes after the promise. */
export const promiseStages = ["due_soon", "due_now", "overdue", "overdue_long"] as const;
export type PromiseStage = (typeof promiseStages)[number];

/** How somebody came in. */
export const signInWays = ["password", "link", "invitation", "sso"] as const;
export type SignInWay = (typeof signInWays)[number];

/** Only an open session lets somebody do anything; the others let them bring what is missing. */
export const sessionStates = ["open", "code_needed", "set_up_needed"] as const;
export type SessionState = (typeof sessionStates)[number];

/** Why a session ended before its time. After `revoked` its browser is a stranger's again. */
export const sessionEnds = ["signed_out", "went_on", "revoked", "password_changed", "account_shut"] as const;
export type SessionEnd = (typeof sessionEnds)[number];

/** What an API key may be good for. Reading and writing are apart; writing does not include reading. */
export const apiScopes = [
  "incidents:read",
  "incidents:write",
  "maintenances:read",
  "maintenances:write",
  "services:read",
  "services:write",
  "subscribers:read",
  "subscribers:write",
  "deliveries:read",
  "signals:write",
  "metrics:read",
] as const;
export type ApiScope = (typeof apiScopes)[number];
