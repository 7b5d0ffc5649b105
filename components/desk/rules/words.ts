/** What sets a rule off, as a choice. */
export const triggerWords = {
  opened: "an incident opens",
  updated: "an update is published",
  escalated: "severity rises",
  resolved: "an incident is resolved",
  unresolved_for: "an incident is unresolved for so many minutes",
  promise_overdue_by: "a promised update is overdue by so many minutes",
  maintenance_in: "planned work begins in so many hours",
  report_rate_above: "customers report more than so many an hour",
};

export const lastingWords = {
  unresolved: "it is unresolved",
  not_yet_monitoring: "no fix is in place",
  promise_overdue: "the promise is overdue",
};
