import type { Impact, IncidentStatus, MaintenanceStatus, ServiceState, UpdateStatus } from "@/lib/vocabulary";

/** Everything that public readers may know. Page, JSON and feeds are made from these and from nothing else. */

export type PublicPage = {
  version: number;
  /** When these facts were read. */
  asOf: Date;
  /** When the last public change happened. */
  modifiedAt: Date;
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  language: string;
  supportUrl: string | null;
  createdAt: Date;
};

/** A day of the 90-day line, in the page's zone. `no_data`: before the service was known to us. */
export type PublicDay = { date: string; state: ServiceState | "no_data" };

export type PublicService = {
  id: string;
  name: string;
  description: string | null;
  groupId: string | null;
  position: number;
  state: ServiceState;
  startDate: string;
  createdAt: Date;
  updatedAt: Date;
};

export type PublicServiceWithHistory = PublicService & {
  /** 90 days, oldest first, today last. */
  days: PublicDay[];
  /** Share of known time in the last 90 days, 0 to 1, maintenance left out; null when nothing is known. */
  uptime: number | null;
};

export type PublicGroup = { id: string; name: string; position: number; createdAt: Date; updatedAt: Date };

export type PublicAffected = {
  serviceId: string;
  name: string;
  state: ServiceState;
  previousState: ServiceState;
};

export type PublicUpdate = {
  id: string;
  number: number;
  status: UpdateStatus;
  /** Markdown as written; `html` is the same, cleaned at write time. */
  words: string;
  html: string;
  postedAt: Date;
  /** When the words were last corrected, with the words they replaced, oldest first. */
  correctedAt: Date | null;
  replaced: { html: string; replacedAt: Date }[];
  nextUpdateBy: Date | null;
  told: boolean;
  affected: PublicAffected[];
  createdAt: Date;
  updatedAt: Date;
};

export type PublicIncident = {
  id: string;
  title: string;
  status: IncidentStatus;
  impact: Impact;
  startedAt: Date;
  monitoringAt: Date | null;
  resolvedAt: Date | null;
  /** The promise; null once resolved. Overdue when it lies before the reader's now. */
  nextUpdateBy: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** Newest first. */
  updates: PublicUpdate[];
  /** Affected services with the state the incident now gives them (or gave last, when resolved). */
  services: { service: PublicService; state: ServiceState; worst: ServiceState }[];
};

export type PublicMaintenance = {
  id: string;
  title: string;
  status: MaintenanceStatus;
  scheduledFor: Date;
  scheduledUntil: Date;
  startedAt: Date | null;
  completedAt: Date | null;
  sequence: number;
  createdAt: Date;
  updatedAt: Date;
  /** Newest first. The oldest holds the words of the announcement. */
  updates: PublicUpdate[];
  services: PublicService[];
};

/** The roll-up by the written rule: the worse of service states and the impact of open incidents. */
export type OverallStatus = ServiceState;

/** What the status page shows. */
export type PublicStatus = {
  page: PublicPage;
  overall: OverallStatus;
  groups: PublicGroup[];
  /** Ordered by group position, then position; services without a group last. */
  services: PublicServiceWithHistory[];
  /** Most severe first, then newest. */
  openIncidents: PublicIncident[];
  /** In progress or verifying first, then scheduled ones by start. */
  maintenances: PublicMaintenance[];
  /** Resolved incidents that were open within the last 14 days, newest first. */
  pastIncidents: PublicIncident[];
};

/** A month of the history, with every incident and finished maintenance in it, newest first. */
export type PublicMonth = {
  page: PublicPage;
  /** YYYY-MM in the page's zone. */
  month: string;
  incidents: PublicIncident[];
  maintenances: PublicMaintenance[];
  /** Neighbouring months that have something to show. */
  earlier: string | null;
  later: string | null;
};
