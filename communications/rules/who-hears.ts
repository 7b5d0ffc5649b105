import type {
  Channel,
  EventKind,
  Impact,
  Severity,
  SubscriberState,
  SubscriptionDetail,
  SubscriptionScope,
  SuppressionReason,
} from "@/lib/vocabulary";

/** What is known of an event when we decide who hears of it. */
export type EventFacts = {
  kind: EventKind;
  /** Whether the update is to be told at all; false for events without an update. */
  tell: boolean;
  drill: boolean;
  backfilled: boolean;
  incidentId: string | null;
  /** For responders and rules, now; null for planned work. */
  severity: Severity | null;
  /** The worst that the public was told so far; null for planned work. */
  impact: Impact | null;
  /** Every service that the incident or maintenance touched so far, also those that are well again. */
  services: { id: string; name: string }[];
};

/** One person's wish on one channel. */
export type Subscription = {
  id: string;
  channel: Channel;
  state: SubscriberState;
  paused: boolean;
  /** Why their address is not written to, if it is not. */
  suppressed: SuppressionReason | null;
  scope: SubscriptionScope;
  detail: SubscriptionDetail;
  serviceIds: string[];
  /** Incidents followed besides what the scope says. */
  incidentIds: string[];
};

export type Hears = { recipientId: string; channel: Channel; reason: string };
export type WhyNot =
  | "not_told"
  | "drill"
  | "left"
  | "switched_off"
  | "paused"
  | SuppressionReason
  | "not_their_service"
  | "only_start_and_end"
  | "only_major";
export type Heard = { hears: Hears[]; doesNot: { recipientId: string; channel: Channel; why: WhyNot }[] };

/**
 * The first and the last word of an incident or a planned work. A new window counts as a first word, because
 * who planned by the old one holds a promise that is no longer true.
 */
const startOrEnd: ReadonlySet<EventKind> = new Set([
  "incident_opened",
  "incident_reopened",
  "incident_resolved",
  "incident_retracted",
  "maintenance_scheduled",
  "maintenance_rescheduled",
  "maintenance_completed",
  "maintenance_cancelled",
]);

/** Events of which nobody ever hears by themselves. */
export const neverTold: ReadonlySet<EventKind> = new Set([
  "incident_backfilled",
  "update_corrected",
  "update_undone",
  "deliveries_retried",
  "deliveries_decided",
  "services_changed",
  "page_changed",
  "people_added",
]);

/** Whether an event is for anybody at all; null when it is. */
export function whyNobody(event: EventFacts): "not_told" | "drill" | null {
  if (event.drill) return "drill";
  return !event.tell || event.backfilled || neverTold.has(event.kind) ? "not_told" : null;
}

/**
 * Who hears of an event, and why; who does not, and why not. The one rule for preview and for real. Nobody
 * appears twice on a channel, however often they are listed.
 */
export function whoHears(event: EventFacts, subscriptions: Iterable<Subscription>): Heard {
  const heard: Heard = { hears: [], doesNot: [] };
  const seen = new Set<string>();
  const nobody = whyNobody(event);
  for (const subscription of subscriptions) {
    const { id: recipientId, channel } = subscription;
    const key = `${recipientId} ${channel}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const judged = nobody ? { why: nobody } : judge(event, subscription);
    if ("why" in judged) heard.doesNot.push({ recipientId, channel, why: judged.why });
    else heard.hears.push({ recipientId, channel, reason: judged.reason });
  }
  return heard;
}

const list = new Intl.ListFormat("en-GB");

/** What is said to who hears of everything. */
export const choseAll = "you chose all services";

/** `reason` completes the sentence "You get this because …". */
function judge(event: EventFacts, wish: Subscription): { reason: string } | { why: WhyNot } {
  if (wish.state !== "confirmed") return { why: wish.state };
  if (wish.paused) return { why: "paused" };
  if (wish.suppressed) return { why: wish.suppressed };
  // Whoever was told is told that it was none: the plan asks only them.
  if (event.kind === "incident_retracted") return { reason: "we told you of it" };
  if (event.incidentId && wish.incidentIds.includes(event.incidentId)) {
    return { reason: "you follow this incident" };
  }
  if (wish.scope === "one_incident") return { why: "not_their_service" };
  const chosen = event.services.filter(({ id }) => wish.serviceIds.includes(id));
  if (wish.scope === "chosen_services" && chosen.length === 0) return { why: "not_their_service" };
  if (wish.detail === "opened_and_resolved" && !startOrEnd.has(event.kind)) {
    return { why: "only_start_and_end" };
  }
  if (wish.detail === "major_only" && event.impact !== "major" && event.impact !== "critical") {
    return { why: "only_major" };
  }
  if (wish.scope === "all_services") return { reason: choseAll };
  return { reason: `you chose ${list.format(chosen.map(({ name }) => name))}` };
}
