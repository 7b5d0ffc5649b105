import { z } from "zod";
import { typedLine } from "@/lib/typed";
import { type IncidentRole, impacts, incidentRoles, incidentTypes, severities } from "@/lib/vocabulary";
import { evaluateRules, type Listener } from "./evaluate-rules";
import { failedCondition, type RuleFacts } from "./failed-condition";
import { happenings, type Rule } from "./rule";
import { type Names, noNames, ruleSentence } from "./rule-sentence";

/** A moment as a file tells it; what is left out is the most ordinary. */
const CheckFacts = z
  .object({
    /** What the update does; leave it out for a moment of the clock. */
    happens: z.enum(happenings).nullable().default(null),
    severity: z.enum(severities).default("SEV3"),
    impact: z.enum(impacts).default("minor"),
    services: z.array(z.string()).default([]),
    type: z.enum(incidentTypes).default("availability"),
    regions: z.array(z.string()).default([]),
    accounts: z.array(z.string()).default([]),
    at: z.coerce.date().default(new Date("2026-01-05T12:00:00Z")),
    unresolvedMinutes: z.number().optional(),
    overdueMinutes: z.number().optional(),
    hoursUntil: z.number().optional(),
    reportsPerHour: z.number().optional(),
    drill: z.boolean().default(false),
  })
  .strict();

/** Facts, and who must hear of them and who must not: an audience's slug, a role, or an email address. */
export const Check = z
  .object({
    name: typedLine().min(1).max(200),
    facts: CheckFacts,
    hears: z.array(z.string()).default([]),
    doesNotHear: z.array(z.string()).default([]),
  })
  .strict();
export type Check = z.infer<typeof Check>;
export const Checks = z.array(Check).max(500);
export type Checks = z.infer<typeof Checks>;

export type Checked = { name: string; failures: string[] };

/** Holds rules against their checks, by the evaluation that decides for real; each failure says why in words. */
export function checkRules(
  rules: readonly Rule[],
  checks: readonly Check[],
  names: Names = noNames,
): Checked[] {
  return checks.map((check) => {
    const facts = factsOf(check);
    const { recipients, ran } = evaluateRules(facts, rules, standIns(rules, check), names);
    const all = recipients.flatMap((one) => [one, ...one.merged]);
    const heard = new Set(
      all.flatMap(({ audience, address }) => [audience ?? address, address.replace(/@holds\.role$/, "")]),
    );
    return {
      name: check.name,
      failures: [
        ...check.hears
          .filter((who) => !heard.has(who.toLowerCase()))
          .map((who) => mustHear(who, rules, facts, names)),
        ...check.doesNotHear
          .filter((who) => heard.has(who.toLowerCase()))
          .map((who) => mustNot(who, rules, ran, names)),
      ],
    };
  });
}

function mustHear(who: string, rules: readonly Rule[], facts: RuleFacts, names: Names): string {
  const about = rules.filter((rule) => tells(rule, who));
  if (about.length === 0) return `${who} must hear, and no rule tells them.`;
  const reasons = about.map(
    (rule) =>
      `“${ruleSentence(rule, names)}” did not run: ${failedCondition(rule, facts, names) ?? "nobody is told of this at all"}.`,
  );
  return `${who} must hear, and does not. ${reasons.join(" ")}`;
}

function mustNot(who: string, rules: readonly Rule[], ran: string[], names: Names): string {
  const because = rules.filter((rule) => ran.includes(rule.id) && tells(rule, who));
  const why = because.map((rule) => `“${ruleSentence(rule, names)}”`).join(" and ");
  return `${who} must not hear, and does${why ? `: ${why}` : ", as every subscriber"}.`;
}

const tells = ({ tell }: Rule, who: string) =>
  [...tell.audiences, ...tell.roles, ...tell.people].includes(who.toLowerCase());

/** One person for each audience that anybody speaks of. */
function standIns(rules: readonly Rule[], { hears, doesNotHear }: Check): Listener[] {
  const isRole = (who: string) => (incidentRoles as readonly string[]).includes(who);
  const slugs = [...rules.flatMap(({ tell }) => tell.audiences), ...hears, ...doesNotHear];
  return [...new Set(slugs.map((slug) => slug.toLowerCase()))]
    .filter((slug) => !slug.includes("@") && !isRole(slug))
    .map((slug) => ({
      ...{ id: slug, personId: slug, audience: slug, address: slug, channel: "email", state: "confirmed" },
      ...{ paused: false, suppressed: null, scope: "all_services", detail: "every_update" },
      ...{ serviceIds: [], incidentIds: [] },
    }));
}

function factsOf({ facts }: Check): RuleFacts {
  const { happens, drill, services, at, severity, impact, type, regions, accounts, ...clock } = facts;
  return {
    ...{ at, severity, impact, type, regions, accounts, drill, clock, openAudiences: [] },
    kind:
      happens === "opened"
        ? "incident_opened"
        : happens === "resolved"
          ? "incident_resolved"
          : "incident_updated",
    ...{ tell: true, backfilled: false, incidentId: "check" },
    happened: happens ? [...new Set(["updated" as const, happens])] : [],
    services: services.map((id) => ({ id, name: id })),
    roleHolders: Object.fromEntries(
      incidentRoles.map((role): [IncidentRole, string] => [role, `${role}@holds.role`]),
    ),
  };
}
