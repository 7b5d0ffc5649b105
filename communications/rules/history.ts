import {
  type Channel,
  type EventKind,
  type Impact,
  type IncidentRole,
  type IncidentType,
  impacts,
  type Severity,
  severities,
  type UpdateStatus,
} from "@/lib/vocabulary";
import type { RuleFacts } from "./failed-condition";
import type { happenings } from "./rule";

/** One word of an incident or a planned work, as far as rules ask. */
export type Said = {
  id: string;
  /** When it may leave: not before it can no longer be taken back. */
  at: Date;
  status: UpdateStatus;
  severity: Severity | null;
  impact: Impact | null;
  nextUpdateBy: Date | null;
  tell: boolean;
  services: { id: string; name: string }[];
  /** Slugs of the private audiences for which words of their own were written. */
  audiences: string[];
  /** Said in the security lane, and not to the public. */
  locked?: boolean;
};

/** What every moment must know of the audiences, whoever listens there. */
export type Grounds = {
  shown: Readonly<Record<string, readonly string[]>>;
  orders: Readonly<Record<string, readonly Channel[]>>;
  insiders: readonly string[];
  /** Those that are given no words by a rule: somebody must approve theirs. */
  waits: readonly string[];
};

/** What happened to one incident or planned work until now: all that the clock's rules are decided from. */
export type History = {
  kind: "incident" | "maintenance";
  id: string;
  title: string;
  type: IncidentType | null;
  regions: string[];
  /** Accounts by the service that belongs to them. */
  accounts: Record<string, string[]>;
  roleHolders: Partial<Record<IncidentRole, string>>;
  drill: boolean;
  backfilled: boolean;
  /** Oldest first; those that were taken back are not here. */
  said: Said[];
  /** When customers reported it, oldest first. */
  reports: Date[];
  /** When planned work begins; null for an incident, and once it has begun. */
  scheduledFor: Date | null;
  /** Left out where nobody asks: then every page shows all, and no audience is inside or waits. */
  grounds?: Grounds;
};

export const isOver = (status: UpdateStatus) => status === "resolved";

/** The last word at a moment; undefined before the first. */
export const lastSaid = (history: History, at: Date): Said | undefined =>
  history.said.findLast((said) => said.at <= at);

/** What an update does, seen from the one before. */
export function happenedWith(said: Said, before: Said | undefined): (typeof happenings)[number][] {
  const did: (typeof happenings)[number][] = ["updated"];
  if (!before) did.push("opened");
  if (
    before?.severity &&
    said.severity &&
    severities.indexOf(said.severity) < severities.indexOf(before.severity)
  )
    did.push("escalated");
  if (isOver(said.status) && !(before && isOver(before.status))) did.push("resolved");
  return did;
}

/** The facts of a moment, from what was said up to then. `said`: the update published at it; null: the clock's moment. */
export function factsAt(
  history: History,
  at: Date,
  {
    said,
    due,
    openAudiences,
  }: { said: Said | null; due: readonly string[]; openAudiences: readonly string[] },
): RuleFacts {
  const soFar = history.said.filter((one) => one.at <= at);
  const last = said ?? soFar.at(-1);
  const services = [...new Map(soFar.flatMap((one) => one.services).map((one) => [one.id, one])).values()];
  const worst = Math.max(-1, ...soFar.map(({ impact }) => (impact ? impacts.indexOf(impact) : -1)));
  const before = last && history.said[history.said.indexOf(last) - 1];
  const happened = said ? happenedWith(said, before) : [];
  return {
    // At a moment of the clock: what the words were that people have.
    kind: kindOf(history, last ? happenedWith(last, before) : [], last ?? null, before),
    tell: said ? said.tell : true,
    drill: history.drill,
    backfilled: history.backfilled,
    incidentId: history.kind === "incident" ? history.id : null,
    severity: last?.severity ?? null,
    impact: impacts[worst] ?? null,
    services,
    at,
    happened: history.kind === "incident" ? happened : happened.filter((one) => one === "updated"),
    clock: {},
    due,
    type: history.type,
    regions: history.regions,
    accounts: [...new Set(services.flatMap(({ id }) => history.accounts[id] ?? []))],
    openAudiences,
    roleHolders: history.roleHolders,
  };
}

function kindOf(
  { kind }: History,
  happened: readonly string[],
  said: Said | null,
  before: Said | undefined,
): EventKind {
  if (kind === "maintenance") return "maintenance_updated";
  if (happened.includes("opened")) return "incident_opened";
  if (before && said && isOver(before.status) && !isOver(said.status)) return "incident_reopened";
  return happened.includes("resolved") ? "incident_resolved" : "incident_updated";
}
