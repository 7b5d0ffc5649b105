import { Checks } from "@/communications/rules/check-rules";
import { Rules } from "@/communications/rules/rule";
import type { ruleSets } from "@/db/schema/rules";

/**
 * The rules of a new installation, after PagerDuty's guide: executives about every 30 minutes and not every five,
 * legal for security, support with every update. They wait for audiences of these names; until somebody makes them,
 * everybody hears exactly as they subscribed.
 */
export const presetRules = Rules.parse([
  { id: "preset-public", when: { on: "updated" }, tell: { audiences: ["public"] } },
  {
    id: "preset-executives",
    when: { on: "opened" },
    and: { severities: ["SEV1", "SEV2"] },
    tell: { audiences: ["executives"] },
    withinMinutes: 5,
    everyMinutes: 30,
  },
  {
    id: "preset-executives-later",
    when: { on: "escalated" },
    and: { severities: ["SEV1", "SEV2"] },
    tell: { audiences: ["executives"] },
    withinMinutes: 5,
    everyMinutes: 30,
  },
  {
    id: "preset-legal",
    when: { on: "opened" },
    and: { types: ["security"] },
    tell: { audiences: ["legal"] },
  },
  { id: "preset-support", when: { on: "updated" }, tell: { audiences: ["support"] } },
]);

/** What must stay true of them, whoever changes them. */
export const presetChecks = Checks.parse([
  {
    name: "Executives hear of the worst",
    facts: { happens: "opened", severity: "SEV1" },
    hears: ["executives", "public"],
  },
  {
    name: "Nobody calls executives for something small",
    facts: { happens: "opened", severity: "SEV4" },
    doesNotHear: ["executives"],
  },
  {
    name: "A drill reaches nobody",
    facts: { happens: "opened", severity: "SEV1", drill: true },
    doesNotHear: ["public"],
  },
]);

/** Version 1, in use from the first moment on. */
export const presetRuleSet = (now: Date): typeof ruleSets.$inferInsert => ({
  version: 1,
  state: "active",
  rules: presetRules,
  checks: presetChecks,
  reason: "The rules that came with the installation.",
  writtenAt: now,
  activeFrom: now,
});
