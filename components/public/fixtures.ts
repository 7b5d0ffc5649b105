import type { ServiceState } from "@/lib/vocabulary";
import type {
  PublicGroup,
  PublicIncident,
  PublicMaintenance,
  PublicPage,
  PublicServiceWithHistory,
  PublicStatus,
  PublicUpdate,
} from "@/status/public/types";

/** Facts of a made-up company for the tests of public components, feeds and the API. */
export const now = new Date("2026-11-23T14:22:07.123Z");
const minute = 60_000;
export const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * minute);

let made = 0;
/** A new id of the public shape, the same in every run. */
export function fixtureId(): string {
  made += 1;
  return `fixture${made.toString(36).padStart(5, "0")}`;
}

export function page(changes: Partial<PublicPage> = {}): PublicPage {
  return {
    version: 42,
    asOf: now,
    modifiedAt: minutesAgo(2),
    id: "larkfield000",
    slug: "public",
    name: "Larkfield",
    timeZone: "UTC",
    language: "en",
    supportUrl: "mailto:support@larkfield.example",
    createdAt: new Date("2026-01-05T09:00:00Z"),
    ...changes,
  };
}

export function service(changes: Partial<PublicServiceWithHistory> = {}): PublicServiceWithHistory {
  return {
    id: fixtureId(),
    name: "Checkout",
    description: null,
    groupId: null,
    position: 1,
    state: "operational",
    startDate: "2026-01-05",
    createdAt: new Date("2026-01-05T09:00:00Z"),
    updatedAt: minutesAgo(60),
    days: days(),
    uptime: 0.9998,
    ...changes,
  };
}

/** 90 calm days up to today, with other states on the days (0 to 89) that are named. */
export function days(
  states: Record<number, ServiceState | "no_data"> = {},
): PublicServiceWithHistory["days"] {
  return Array.from({ length: 90 }, (_, day) => ({
    date: new Date(now.getTime() - (89 - day) * 1440 * minute).toISOString().slice(0, 10),
    state: states[day] ?? "operational",
  }));
}

export function update(changes: Partial<PublicUpdate> = {}): PublicUpdate {
  const postedAt = changes.postedAt ?? minutesAgo(2);
  return {
    id: fixtureId(),
    number: 1,
    status: "investigating",
    words: "Some shoppers cannot pay.",
    html: "<p>Some shoppers cannot pay.</p>",
    postedAt,
    correctedAt: null,
    replaced: [],
    nextUpdateBy: null,
    told: true,
    affected: [],
    createdAt: postedAt,
    updatedAt: postedAt,
    ...changes,
  };
}

export function incident(changes: Partial<PublicIncident> = {}): PublicIncident {
  const startedAt = changes.startedAt ?? minutesAgo(30);
  return {
    id: fixtureId(),
    title: "Checkout is failing for some customers in Europe",
    status: "identified",
    impact: "major",
    startedAt,
    monitoringAt: null,
    resolvedAt: null,
    nextUpdateBy: minutesAgo(-18),
    createdAt: startedAt,
    updatedAt: minutesAgo(2),
    updates: [update({ status: "identified" })],
    services: [],
    ...changes,
  };
}

export function maintenance(changes: Partial<PublicMaintenance> = {}): PublicMaintenance {
  const scheduledFor = changes.scheduledFor ?? new Date("2026-11-26T02:00:00Z");
  return {
    id: fixtureId(),
    title: "Payouts: moving to a faster database",
    status: "scheduled",
    scheduledFor,
    scheduledUntil: new Date(scheduledFor.getTime() + 90 * minute),
    startedAt: null,
    completedAt: null,
    sequence: 0,
    createdAt: minutesAgo(3000),
    updatedAt: minutesAgo(3000),
    updates: [
      update({
        status: "scheduled",
        words: "Payouts will pause for up to 20 minutes.",
        html: "<p>Payouts will pause for up to 20 minutes.</p>",
        postedAt: minutesAgo(3000),
      }),
    ],
    services: [],
    ...changes,
  };
}

export function status(changes: Partial<PublicStatus> = {}): PublicStatus {
  return {
    page: page(),
    overall: "operational",
    groups: [],
    services: [service()],
    openIncidents: [],
    maintenances: [],
    pastIncidents: [],
    ...changes,
  };
}

/** Twenty services in five groups, one open incident, seven past ones, two planned works: the page of the mocks. */
export function busyStatus(): PublicStatus {
  const groups: PublicGroup[] = ["Shop", "Merchants", "Developers", "Delivery", "Messages"].map(
    (name, index) => ({
      id: fixtureId(),
      name,
      position: index + 1,
      createdAt: minutesAgo(90_000),
      updatedAt: minutesAgo(90_000),
    }),
  );
  const services = names.map((name, index) =>
    service({
      name,
      position: index + 1,
      groupId: groups[index % 5]!.id,
      days: days(troubles[index] ?? {}),
      uptime: 1 - (index % 7) * 0.0007,
      state: index === 2 || index === 3 ? "partial_outage" : "operational",
    }),
  );
  const [checkout, cards] = [services[2]!, services[3]!];
  const changed = (state: ServiceState, previousState: ServiceState) =>
    [checkout, cards].map(({ id, name }) => ({ serviceId: id, name, state, previousState }));
  const open = incident({
    updates: [
      update({
        number: 3,
        status: "identified",
        ...said[0]!,
        affected: changed("partial_outage", "degraded"),
      }),
      update({ number: 2, ...said[1]!, postedAt: minutesAgo(21), affected: changed("degraded", "degraded") }),
      update({
        number: 1,
        ...said[2]!,
        postedAt: minutesAgo(26),
        affected: changed("degraded", "operational"),
      }),
    ],
    services: [checkout, cards].map((of) => ({
      service: of,
      state: "partial_outage",
      worst: "partial_outage",
    })),
  });
  return {
    page: page(),
    overall: "partial_outage",
    groups,
    services: services.toSorted((a, b) => groupOf(a, groups) - groupOf(b, groups)),
    openIncidents: [open],
    maintenances: [
      maintenance({ services: [services[9]!, services[10]!] }),
      maintenance({
        title: "Sandbox: renewal of certificates",
        scheduledFor: new Date("2026-12-01T09:00:00Z"),
        services: [services[14]!],
      }),
    ],
    pastIncidents: past.map(([title, daysAgo, lasted, worst], index) => {
      const startedAt = minutesAgo(daysAgo * 1440 + 120);
      const resolvedAt = new Date(startedAt.getTime() + lasted * minute);
      const hurt = services[(index * 3) % 20]!;
      return incident({
        title,
        status: "resolved",
        startedAt,
        resolvedAt,
        nextUpdateBy: null,
        updates: said.map((words, at) =>
          update({
            ...words,
            number: 3 - at,
            status: at === 0 ? "resolved" : "investigating",
            postedAt: new Date(resolvedAt.getTime() - at * 9 * minute),
          }),
        ),
        services: [{ service: hurt, state: "operational", worst }],
      });
    }),
  };
}

const groupOf = ({ groupId }: PublicServiceWithHistory, groups: PublicGroup[]) =>
  groups.findIndex(({ id }) => id === groupId);

const names = [
  "Storefront",
  "Search",
  "Checkout",
  "Card payments",
  "Wallet payments",
  "Gift cards",
  "Merchant dashboard",
  "Orders",
  "Inventory",
  "Payouts",
  "Reports",
  "REST API",
  "GraphQL API",
  "Webhooks",
  "Sandbox",
  "Shipping labels",
  "Parcel tracking",
  "Returns",
  "Email to shoppers",
  "SMS to shoppers",
];

const troubles: Record<number, Record<number, ServiceState | "no_data">> = {
  0: { 33: "degraded" },
  1: { 12: "degraded", 70: "degraded" },
  2: { 33: "partial_outage", 80: "partial_outage", 89: "partial_outage" },
  3: { 33: "partial_outage", 89: "partial_outage" },
  5: { 47: "under_maintenance" },
  9: { 5: "degraded", 83: "partial_outage" },
  11: { 33: "major_outage" },
  12: { 33: "major_outage" },
  14: { 28: "under_maintenance", 29: "under_maintenance" },
  16: { 14: "degraded", 15: "degraded", 81: "degraded" },
  19: { 9: "no_data", 10: "no_data" },
};

const said = [
  "We found the cause: a change to how European cards are checked, made at 13:48. We are undoing it now. Wallet payments and shops outside Europe work normally. No order has been lost or charged twice.",
  "About 1 in 8 card payments from shoppers in Europe is declined at the last step. Trying again, or paying with a wallet, often works.",
  "Some shoppers in Europe cannot complete a purchase. We are finding out how many, and will say more by 14:05.",
].map((words) => ({ words, html: `<p>${words}</p>` }));

const past: [title: string, daysAgo: number, minutesLong: number, worst: ServiceState][] = [
  ["Webhooks arrived up to 9 minutes late", 2, 76, "degraded"],
  ["Reports showed Thursday’s numbers", 3, 95, "degraded"],
  ["Payouts to Nordic banks were delayed", 6, 388, "partial_outage"],
  ["Parcel tracking was slow", 8, 45, "degraded"],
  ["Some shoppers saw an empty basket", 9, 31, "partial_outage"],
  ["Labels for one carrier could not be printed", 11, 95, "partial_outage"],
  ["Dashboard and reports loaded slowly", 13, 45, "degraded"],
];
