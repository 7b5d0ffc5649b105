import type { EventKind } from "@/lib/vocabulary";

const deeds = {
  incident_opened: "opened the incident",
  incident_updated: "posted an update",
  incident_resolved: "resolved the incident",
  incident_reopened: "reopened the incident",
  incident_backfilled: "recorded this past incident",
  maintenance_scheduled: "scheduled the maintenance",
  maintenance_rescheduled: "moved the maintenance to another time",
  maintenance_started: "started the maintenance",
  maintenance_updated: "posted an update",
  maintenance_completed: "completed the maintenance",
  maintenance_cancelled: "cancelled the maintenance",
  update_corrected: "corrected the words of an update",
  update_undone: "took back an update before anybody was told",
  deliveries_retried: "tried failed messages again",
  deliveries_decided: "decided about messages without an answer",
  services_changed: "changed the services",
  page_changed: "changed the page",
} satisfies Record<EventKind, string>;

/** What somebody did, with what the event knows besides: "posted an update, SEV1 to SEV2: fewer are hurt". */
export function activityWords({
  kind,
  details,
}: {
  kind: EventKind;
  details: Record<string, unknown>;
}): string {
  const [from, to] = Array.isArray(details.severity) ? details.severity : [];
  const severity = from && to ? `, ${from} to ${to}` : "";
  const reason = typeof details.reason === "string" && details.reason ? `: ${details.reason}` : "";
  return deeds[kind] + severity + reason;
}
