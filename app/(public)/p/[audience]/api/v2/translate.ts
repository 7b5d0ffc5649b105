import { plainText } from "@/lib/plain-text";
import type { MaintenanceStatus, ServiceState } from "@/lib/vocabulary";
import type {
  PublicGroup,
  PublicIncident,
  PublicMaintenance,
  PublicPage,
  PublicService,
  PublicUpdate,
} from "@/status/public/types";

/**
 * The one place where our words become those of Atlassian Statuspage's public API, version 2: *service* becomes
 * *component*. Strict clients refuse unknown fields, so nothing is added. Times have three digits and a Z.
 */

const componentStatus = {
  operational: "operational",
  under_maintenance: "under_maintenance",
  degraded: "degraded_performance",
  partial_outage: "partial_outage",
  major_outage: "major_outage",
} as const satisfies Record<ServiceState, string>;

const rollUp = {
  operational: { indicator: "none", description: "All Systems Operational" },
  under_maintenance: { indicator: "maintenance", description: "Service Under Maintenance" },
  degraded: { indicator: "minor", description: "Partially Degraded Service" },
  partial_outage: { indicator: "major", description: "Partial System Outage" },
  major_outage: { indicator: "critical", description: "Major Service Outage" },
} as const satisfies Record<ServiceState, object>;

/** Everything the endpoints are made from; the lists are newest first. */
export type ApiFacts = {
  page: PublicPage;
  publicUrl: string;
  overall: ServiceState;
  groups: PublicGroup[];
  services: PublicService[];
  incidents: PublicIncident[];
  maintenances: PublicMaintenance[];
};

/** Statuspage answers at most this many. */
const newestMax = 50;

/** Every endpoint under `/api/v2`, by its path without `.json`. */
export const endpoints = {
  summary: (facts) => ({
    page: page(facts),
    components: components(facts),
    incidents: unresolved(facts).map((one) => incident(facts, one)),
    scheduled_maintenances: maintenances(facts, ["scheduled", "in_progress", "verifying"]),
    status: rollUp[facts.overall],
  }),
  status: (facts) => ({ page: page(facts), status: rollUp[facts.overall] }),
  components: (facts) => ({ page: page(facts), components: components(facts) }),
  incidents: (facts) => ({
    page: page(facts),
    incidents: facts.incidents.slice(0, newestMax).map((one) => incident(facts, one)),
  }),
  "incidents/unresolved": (facts) => ({
    page: page(facts),
    incidents: unresolved(facts)
      .slice(0, newestMax)
      .map((one) => incident(facts, one)),
  }),
  "scheduled-maintenances": (facts) => ({
    page: page(facts),
    scheduled_maintenances: maintenances(facts, ["scheduled", "in_progress", "verifying", "completed"]),
  }),
  "scheduled-maintenances/upcoming": (facts) => ({
    page: page(facts),
    scheduled_maintenances: maintenances(facts, ["scheduled"]),
  }),
  "scheduled-maintenances/active": (facts) => ({
    page: page(facts),
    scheduled_maintenances: maintenances(facts, ["in_progress", "verifying"]),
  }),
} satisfies Record<string, (facts: ApiFacts) => object>;

export type Endpoint = keyof typeof endpoints;

/** Whether a path names one of the endpoints. */
export function isEndpoint(path: string): path is Endpoint {
  return Object.hasOwn(endpoints, path);
}

const time = (at: Date) => at.toISOString();
const timeOrNull = (at: Date | null) => at?.toISOString() ?? null;
const unresolved = ({ incidents }: ApiFacts) => incidents.filter(({ status }) => status !== "resolved");

function page({ page, publicUrl }: ApiFacts) {
  const { id, name, timeZone, modifiedAt } = page;
  return { id, name, url: publicUrl, time_zone: timeZone, updated_at: time(modifiedAt) };
}

/** Groups, each followed by its services, then the services without one; positions count through the list. */
function components(facts: ApiFacts) {
  const grouped = facts.groups.flatMap((group) => {
    const children = facts.services.filter(({ groupId }) => groupId === group.id);
    return children.length ? [{ group, children }, ...children] : [];
  });
  const loose = facts.services.filter(({ groupId }) => !facts.groups.some(({ id }) => id === groupId));
  return [...grouped, ...loose].map((entry, index) =>
    "group" in entry
      ? groupComponent(facts, entry.group, entry.children, index + 1)
      : component(facts, entry, index + 1),
  );
}

function component({ page, groups }: ApiFacts, service: PublicService, position: number) {
  return {
    id: service.id,
    name: service.name,
    page_id: page.id,
    status: componentStatus[service.state],
    created_at: time(service.createdAt),
    updated_at: time(service.updatedAt),
    position,
    description: service.description,
    showcase: false,
    group: false,
    only_show_if_degraded: false,
    start_date: service.startDate,
    group_id: groups.some(({ id }) => id === service.groupId) ? service.groupId : null,
  };
}

const rank = Object.keys(componentStatus) as ServiceState[];

function groupComponent({ page }: ApiFacts, group: PublicGroup, children: PublicService[], position: number) {
  const worst = children.reduce<ServiceState>(
    (worst, { state }) => (rank.indexOf(state) > rank.indexOf(worst) ? state : worst),
    "operational",
  );
  return {
    id: group.id,
    name: group.name,
    page_id: page.id,
    status: componentStatus[worst],
    created_at: time(group.createdAt),
    updated_at: time(group.updatedAt),
    position,
    description: null,
    showcase: false,
    group: true,
    only_show_if_degraded: false,
    start_date: null,
    group_id: null,
    components: children.map(({ id }) => id),
  };
}

/** The affected services as they are now, with the positions of the component list. */
function affected(facts: ApiFacts, services: PublicService[]) {
  const listed = components(facts);
  return services.map(
    (service) =>
      listed.find(({ id }) => id === service.id) ?? component(facts, service, service.position || 1),
  );
}

function incident(facts: ApiFacts, incident: PublicIncident) {
  return {
    id: incident.id,
    name: incident.title,
    page_id: facts.page.id,
    shortlink: `${facts.publicUrl}/incidents/${incident.id}`,
    status: incident.status,
    impact: incident.impact,
    created_at: time(incident.createdAt),
    updated_at: time(incident.updatedAt),
    started_at: time(incident.startedAt),
    monitoring_at: timeOrNull(incident.monitoringAt),
    resolved_at: timeOrNull(incident.resolvedAt),
    incident_updates: incident.updates.map((one) => update(incident.id, one)),
    components: affected(
      facts,
      incident.services.map(({ service }) => service),
    ),
    reminder_intervals: null,
  };
}

/** Statuspage has no word for a cancelled maintenance: it is left out, as it is there after deletion. */
function maintenances(facts: ApiFacts, statuses: MaintenanceStatus[]) {
  return facts.maintenances
    .filter(({ status }) => statuses.includes(status))
    .slice(0, newestMax)
    .map((maintenance) => ({
      id: maintenance.id,
      name: maintenance.title,
      page_id: facts.page.id,
      shortlink: `${facts.publicUrl}/maintenances/${maintenance.id}`,
      status: maintenance.status,
      impact: "maintenance",
      created_at: time(maintenance.createdAt),
      updated_at: time(maintenance.updatedAt),
      started_at: time(maintenance.startedAt ?? maintenance.scheduledFor),
      monitoring_at: null,
      resolved_at: timeOrNull(maintenance.completedAt),
      incident_updates: maintenance.updates.map((one) => update(maintenance.id, one)),
      components: affected(facts, maintenance.services),
      scheduled_for: time(maintenance.scheduledFor),
      scheduled_until: time(maintenance.scheduledUntil),
    }));
}

function update(parentId: string, { id, status, html, affected, told, ...update }: PublicUpdate) {
  return {
    id,
    incident_id: parentId,
    status,
    body: plainText(html),
    created_at: time(update.createdAt),
    updated_at: time(update.updatedAt),
    display_at: time(update.postedAt),
    affected_components:
      affected.length === 0
        ? null
        : affected.map(({ serviceId, name, state, previousState }) => ({
            code: serviceId,
            name,
            old_status: componentStatus[previousState],
            new_status: componentStatus[state],
          })),
    deliver_notifications: told,
    custom_tweet: null,
    tweet_id: null,
  };
}
