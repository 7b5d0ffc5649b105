import fc from "fast-check";
import { Rule, type RuleInput } from "@/communications/rules/rule";
import { channels, impacts, incidentRoles, incidentTypes, severities } from "@/lib/vocabulary";

const some = <Thing>(things: readonly Thing[]) => fc.subarray([...things]);
const minutes = fc.integer({ min: 5, max: 600 });

export const slugs = ["public", "executives", "legal", "acme"] as const;
export const services = ["checkout", "search", "payouts"] as const;
export const emails = ["ada@larkfield.example", "bo@larkfield.example", "cy@larkfield.example"] as const;

const when = fc.oneof(
  fc.record({ on: fc.constantFrom("opened" as const, "updated", "escalated", "resolved") }),
  fc.record({ on: fc.constantFrom("unresolved_for" as const, "promise_overdue_by"), minutes }),
  fc.record({ on: fc.constant("maintenance_in" as const), hours: fc.integer({ min: 1, max: 48 }) }),
  fc.record({ on: fc.constant("report_rate_above" as const), perHour: fc.integer({ min: 1, max: 50 }) }),
);

/** Any rule that is a rule. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    when,
    and: fc.record({
      severities: some(severities),
      impacts: some(impacts),
      services: some(services),
      types: some(incidentTypes),
      regions: some(["eu-west", "us-east"]),
      hours: fc.option(
        fc.record({
          from: fc.integer({ min: 0, max: 1439 }),
          until: fc.integer({ min: 0, max: 1439 }),
          zone: fc.constant("Europe/Lisbon"),
        }),
      ),
      account: fc.option(fc.constantFrom("Acme", "Bolt")),
    }),
    tell: fc.record({ audiences: some(slugs), people: some(emails), roles: some(incidentRoles) }),
    by: some(channels),
    withinMinutes: fc.option(minutes),
    everyMinutes: fc.option(minutes),
    while: fc.constantFrom("unresolved" as const, "not_yet_monitoring", "promise_overdue"),
  })
  .map((input) => Rule.safeParse(input satisfies RuleInput).data)
  .filter((rule) => rule !== undefined);
