import { everywhere as ofEveryAnswer } from "@/lib/security-headers";
import { html, type SmallApp } from "../../testing/small-app";

const policies = {
  "content-security-policy": "default-src 'none'; style-src 'sha256-abc='; frame-ancestors 'none'",
};
const everywhere = {
  ...ofEveryAnswer,
  "cache-control": "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=604800",
  "referrer-policy": "strict-origin-when-cross-origin",
};
const anyone = { "access-control-allow-origin": "*", "access-control-expose-headers": "ETag" };

export const incidentPath = "/incidents/aaaaaaaaaaaa";

/** Every kind of public surface, each with the headers that the app gives it. */
export function putSite(app: SmallApp): void {
  app.pages.clear();
  const page = (path: string, main: string) =>
    app.put(path, {
      type: "text/html; charset=utf-8",
      text: html(main),
      headers: { ...everywhere, ...policies },
    });
  page("/", "<p>All services operational · Größe ✓</p>");
  page("/404", "<p>No such page</p>");
  page("/history", "<p>History</p>");
  page("/history/2026-11", "<p>November</p>");
  page(incidentPath, "<p>Checkout fails</p>");
  const machine = (path: string, type: string, text: string) =>
    app.put(path, { type, text, headers: { ...everywhere, ...anyone } });
  machine("/api/v2/summary.json", "application/json; charset=utf-8", '{"status":"ok"}');
  machine("/api/v2/incidents.json", "application/json; charset=utf-8", "[]");
  machine("/api/v2/incidents/unresolved.json", "application/json; charset=utf-8", "[]");
  machine("/history.atom", "application/atom+xml; charset=utf-8", "<feed/>");
  machine("/history.rss", "application/rss+xml; charset=utf-8", "<rss/>");
  machine("/feed.json", "application/feed+json; charset=utf-8", '{"items":[]}');
  machine("/maintenance.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
  machine("/maintenances/bbbbbbbbbbbb.ics", "text/calendar; charset=utf-8", "BEGIN:VCALENDAR\r\n");
  page("/maintenances/bbbbbbbbbbbb", "<p>Planned</p>");
  machine("/favicon.svg", "image/svg+xml", "<svg/>");
  app.put("/page.js", { type: "text/javascript; charset=utf-8", text: "start();", headers: everywhere });
}
