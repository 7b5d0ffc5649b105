import { expect, test } from "vitest";
import { destination } from "./public-path";

test.each([
  ["/", "/p/public"],
  ["/incidents/abc123def456", "/p/public/incidents/abc123def456"],
  ["/maintenances/abc123def456.ics", "/p/public/maintenances/abc123def456/calendar.ics"],
  ["/maintenance.ics", "/p/public/maintenance.ics"],
  ["/api/v2/summary.json", "/p/public/api/v2/summary.json"],
])("readers ask for %s, Next keeps %s", (path, kept) => {
  expect(destination(path)).toBe(kept);
});
