import fc from "fast-check";
import type { Listener } from "@/communications/rules/evaluate-rules";
import type { RuleFacts } from "@/communications/rules/failed-condition";
import { happenings } from "@/communications/rules/rule";
import {
  channels,
  impacts,
  incidentRoles,
  incidentTypes,
  severities,
  subscriberStates,
  subscriptionDetails,
  subscriptionScopes,
  suppressionReasons,
} from "@/lib/vocabulary";
import { emails, services, slugs } from "./any-rule";

/** A SEV2 incident on Checkout that opens at two in the afternoon. */
export const facts = (changes: Partial<RuleFacts> = {}): RuleFacts => ({
  kind: "incident_opened",
  tell: true,
  drill: false,
  backfilled: false,
  incidentId: "incident0001",
  severity: "SEV2",
  impact: "major",
  services: [{ id: "checkout", name: "Checkout" }],
  at: new Date("2026-11-23T14:00:00Z"),
  happened: ["opened", "updated"],
  clock: {},
  type: "availability",
  regions: [],
  accounts: [],
  openAudiences: [],
  roleHolders: {},
  ...changes,
});

/** Somebody who hears everything by email. */
export const listener = ({ id, ...changes }: Partial<Listener> & { id: string }): Listener => ({
  id,
  personId: id,
  audience: "public",
  address: `${id}@reader.example`,
  channel: "email",
  state: "confirmed",
  paused: false,
  suppressed: null,
  scope: "all_services",
  detail: "every_update",
  serviceIds: [],
  incidentIds: [],
  ...changes,
});

const some = <Thing>(things: readonly Thing[]) => fc.subarray([...things]);
const sometimes = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true));

export const anyFacts: fc.Arbitrary<RuleFacts> = fc.record({
  kind: fc.constantFrom(
    "incident_opened" as const,
    "incident_updated",
    "incident_resolved",
    "maintenance_started",
  ),
  tell: sometimes.map((not) => !not),
  drill: sometimes,
  backfilled: sometimes,
  incidentId: fc.option(fc.constantFrom("incident0001", "incident0002")),
  severity: fc.option(fc.constantFrom(...severities)),
  impact: fc.option(fc.constantFrom(...impacts)),
  services: some(services).map((ids) => ids.map((id) => ({ id, name: id }))),
  at: fc.integer({ min: 0, max: 1439 }).map((minute) => new Date(Date.UTC(2026, 10, 23, 0, minute))),
  happened: some(happenings),
  clock: fc.record(
    {
      unresolvedMinutes: fc.integer({ min: 0, max: 700 }),
      overdueMinutes: fc.integer({ min: 0, max: 700 }),
      hoursUntil: fc.integer({ min: 0, max: 60 }),
      reportsPerHour: fc.integer({ min: 0, max: 60 }),
    },
    { requiredKeys: [] },
  ),
  type: fc.option(fc.constantFrom(...incidentTypes)),
  regions: some(["eu-west", "us-east"]),
  accounts: some(["Acme", "Bolt"]),
  openAudiences: some(slugs),
  roleHolders: some(incidentRoles).map((held) => Object.fromEntries(held.map((role) => [role, emails[0]]))),
});

export const anyListener: fc.Arbitrary<Listener> = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
  personId: fc.constantFrom("p", "q", "r"),
  audience: fc.constantFrom(...slugs),
  address: fc.constantFrom(...emails, "ADA@larkfield.example"),
  channel: fc.constantFrom(...channels.slice(0, 3)),
  state: fc.oneof(
    { weight: 5, arbitrary: fc.constant("confirmed" as const) },
    fc.constantFrom(...subscriberStates),
  ),
  paused: sometimes,
  suppressed: fc.oneof({ weight: 9, arbitrary: fc.constant(null) }, fc.constantFrom(...suppressionReasons)),
  scope: fc.constantFrom(...subscriptionScopes),
  detail: fc.constantFrom(...subscriptionDetails),
  serviceIds: some(services),
  incidentIds: some(["incident0001"]),
});
