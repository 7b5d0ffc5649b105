/** Surfaces that always exist, as readers ask for them. Any change may show on any of them. */
export const fixedPaths = [
  "/",
  "/api/v2/summary.json",
  "/api/v2/status.json",
  "/api/v2/components.json",
  "/api/v2/incidents.json",
  "/api/v2/incidents/unresolved.json",
  "/api/v2/scheduled-maintenances.json",
  "/api/v2/scheduled-maintenances/upcoming.json",
  "/api/v2/scheduled-maintenances/active.json",
  "/history.atom",
  "/history.rss",
  "/feed.json",
  "/maintenance.ics",
  "/history",
  "/favicon.svg",
  "/page.js",
  "/404",
] as const;

/** Where a maintenance is read: its page and its calendar entry. */
export const maintenancePaths = (id: string) => [`/maintenances/${id}`, `/maintenances/${id}.ics`];
