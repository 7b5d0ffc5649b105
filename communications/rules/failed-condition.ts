import { clockOf } from "@/lib/clock-minutes";
import { quietUntil } from "@/lib/quiet-hours";
import type { Channel, IncidentRole, IncidentType, SuppressionReason } from "@/lib/vocabulary";
import { formatTime } from "@/lib/zoned-time";
import type { happenings, Rule } from "./rule";
import { impactWords, type Names, noNames, typeWords } from "./rule-sentence";
import type { EventFacts } from "./who-hears";

/** What the rules need to know of a moment: an update that is (or would be) published, or a moment of the clock. */
export type RuleFacts = EventFacts & {
  at: Date;
  /** What this update does; nothing at a moment of the clock. */
  happened: readonly (typeof happenings)[number][];
  /** What the clock has counted at this moment of its own; empty when an update is published. */
  clock: {
    unresolvedMinutes?: number;
    overdueMinutes?: number;
    hoursUntil?: number;
    reportsPerHour?: number;
  };
  /** Rules whose time has come for other reasons: "then every 30 minutes". */
  due?: readonly string[];
  type: IncidentType | null;
  regions: readonly string[];
  /** Customer accounts that a touched service belongs to. */
  accounts: readonly string[];
  /** Slugs of the audiences that hear of this anyway; the public always does. */
  openAudiences: readonly string[];
  /** Slugs of the audiences inside the house: where somebody is in several, those have the fuller words. */
  insiders?: readonly string[];
  /** Audiences for whose people the incident begins here: whoever asked for start and end hears. */
  beginsFor?: readonly string[];
  /** Audiences that got these words before: who hears there, or would have, gets no second message. */
  told?: readonly string[];
  /** What the public was told so far, where private audiences were told more. */
  inPublic?: Pick<EventFacts, "impact" | "services">;
  /** Ids of the services that an audience's page shows, by slug; no message names another. Left out: all. */
  shown?: Readonly<Record<string, readonly string[]>>;
  /** Channels in the order of a private audience, by slug, for where no rule gives another (read-orders.ts). */
  orders?: Readonly<Record<string, readonly Channel[]>>;
  /** The email address of whoever holds a role of this incident. */
  roleHolders: Partial<Record<IncidentRole, string>>;
  /** Addresses of people named by a rule that are not written to, and why. */
  suppressedEmails?: Readonly<Record<string, SuppressionReason>>;
};

/** The first condition of a rule that does not hold, in words that complete "It did not run: …"; null when all do. */
export function failedCondition(rule: Rule, facts: RuleFacts, names: Names = noNames): string | null {
  if (!facts.due?.includes(rule.id)) {
    const failed = failedTrigger(rule, facts);
    if (failed) return failed;
  }
  const { severities, impacts, services, types, regions, hours, account } = rule.and;
  if (severities.length && !(facts.severity && severities.includes(facts.severity)))
    return `severity is ${facts.severity ?? "not set"}, not ${or(severities)}`;
  if (impacts.length && !(facts.impact && impacts.includes(facts.impact))) {
    const asked = or(impacts.map((impact) => impactWords[impact]));
    return `impact is ${facts.impact ? impactWords[facts.impact] : "not set"}, not ${asked}`;
  }
  if (services.length && !facts.services.some(({ id }) => services.includes(id))) {
    const touched = facts.services.map(({ name }) => name);
    const asked = or(services.map((id) => names.services[id] ?? id));
    return `it affects ${touched.length ? and(touched) : "no service"}, not ${asked}`;
  }
  if (types.length && !(facts.type && types.includes(facts.type)))
    return `it is about ${facts.type ? typeWords[facts.type] : "planned work"}, not ${or(types.map((type) => typeWords[type]))}`;
  if (regions.length && !facts.regions.some((region) => regions.includes(region)))
    return `it is in ${facts.regions.length ? and([...facts.regions]) : "no region that was named"}, not ${or(regions)}`;
  if (hours && quietUntil({ ...hours, timeZone: hours.zone }, facts.at) === null) {
    const now = formatTime(facts.at, "clock", { timeZone: hours.zone, language: "en" });
    return `it is ${now} in ${hours.zone}, not between ${clockOf(hours.from)} and ${clockOf(hours.until)}`;
  }
  if (account && !facts.accounts.includes(account)) return `${account} is not touched`;
  return null;
}

const or = (words: string[]) => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);
const and = (words: string[]) => new Intl.ListFormat("en-GB").format(words);

function failedTrigger({ when }: Rule, { happened, clock }: RuleFacts): string | null {
  const reached = (n: number | undefined, wanted: number, none: string, words: (n: number) => string) =>
    n === undefined ? none : n >= wanted ? null : words(n);
  switch (when.on) {
    case "opened":
      return happened.includes("opened") ? null : "no incident opens here";
    case "updated":
      return happened.includes("updated") ? null : "no update is published here";
    case "escalated":
      return happened.includes("escalated") ? null : "severity does not rise";
    case "resolved":
      return happened.includes("resolved") ? null : "no incident is resolved here";
    case "unresolved_for":
      return reached(clock.unresolvedMinutes, when.minutes, "that is for the clock to say", (n) => {
        return `it is unresolved for ${Math.floor(n)} minutes, not yet ${when.minutes}`;
      });
    case "promise_overdue_by":
      return reached(clock.overdueMinutes, when.minutes, "no promise is overdue", (n) => {
        return `the promise is overdue by ${Math.floor(n)} minutes, not yet ${when.minutes}`;
      });
    case "maintenance_in":
      if (clock.hoursUntil === undefined) return "no planned work is near";
      return clock.hoursUntil <= when.hours
        ? null
        : `planned work begins in ${Math.ceil(clock.hoursUntil)} hours, not yet in ${when.hours}`;
    case "report_rate_above":
      if (clock.reportsPerHour === undefined) return "that is for the clock to say";
      return clock.reportsPerHour > when.perHour
        ? null
        : `customers report ${clock.reportsPerHour} an hour, not more than ${when.perHour}`;
  }
}
