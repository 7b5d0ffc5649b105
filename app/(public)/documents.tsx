import type { DocumentProps } from "@/components/public/document";
import { headlineOf } from "@/components/public/headline";
import { HistoryPage, monthName } from "@/components/public/history-page";
import { HomePage } from "@/components/public/home-page";
import { IncidentPage } from "@/components/public/incident-page";
import { MaintenancePage } from "@/components/public/maintenance-page";
import { NotFoundPage } from "@/components/public/not-found-page";
import { incidentSummary, maintenanceSummary, statusSummary } from "@/components/public/summary";
import { viewOf } from "@/components/public/view";
import type {
  PublicIncident,
  PublicMaintenance,
  PublicMonth,
  PublicPage,
  PublicStatus,
} from "@/status/public/types";

/** A page and what its head says, still without the style sheet and our address. */
export type PublicDocument = Omit<DocumentProps, "css" | "policy" | "publicUrl">;

/** The status page. */
export function homeDocument(status: PublicStatus): PublicDocument {
  const view = viewOf(status.page);
  const headline = headlineOf(status, view.words);
  const promise = headline.kind === "incident" ? headline.about.nextUpdateBy : null;
  const overdue = promise !== null && promise < view.now;
  return {
    page: status.page,
    path: "/",
    title: overdue ? `${view.words.promise.title} · ${headline.sentence}` : headline.sentence,
    description: statusSummary(status, headline, view),
    state: headline.kind === "empty" ? null : status.overall,
    current: "status",
    children: <HomePage status={status} />,
  };
}

/** An incident's permalink. */
export function incidentDocument(page: PublicPage, incident: PublicIncident): PublicDocument {
  return {
    page,
    path: `/incidents/${incident.id}`,
    title: incident.title,
    description: incidentSummary(incident, viewOf(page)),
    state: null,
    current: "history",
    children: <IncidentPage page={page} incident={incident} />,
  };
}

/** A maintenance's permalink. */
export function maintenanceDocument(page: PublicPage, maintenance: PublicMaintenance): PublicDocument {
  return {
    page,
    path: `/maintenances/${maintenance.id}`,
    title: maintenance.title,
    description: maintenanceSummary(maintenance, viewOf(page)),
    state: "under_maintenance",
    children: <MaintenancePage page={page} maintenance={maintenance} />,
  };
}

/** A month of history; without a month, the history before anything happened. */
export function historyDocument(
  page: PublicPage,
  path: string,
  month: PublicMonth | null,
  months: string[],
): PublicDocument {
  const view = viewOf(page);
  const words = view.words.history;
  return {
    page,
    path,
    title: month ? words.month(monthName(month.month, view)) : words.heading,
    description: month ? words.counts(month.incidents.length, month.maintenances.length) : words.nothingYet,
    state: null,
    current: "history",
    children: <HistoryPage page={page} month={month} months={months} />,
  };
}

/** What stands where there is no page. */
export function notFoundDocument(page: PublicPage): PublicDocument {
  const { title, body } = viewOf(page).words.notFound;
  return {
    page,
    path: "/404",
    title,
    description: body,
    state: null,
    children: <NotFoundPage page={page} />,
  };
}
