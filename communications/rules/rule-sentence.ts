import { clockOf } from "@/lib/clock-minutes";
import { englishLetters } from "@/lib/letter-words";
import type { Channel, Impact, IncidentType } from "@/lib/vocabulary";
import type { Lasting, Rule, When } from "./rule";

/** What ids are called on the page; an id without a name stands for itself. */
export type Names = { audiences: Record<string, string>; services: Record<string, string> };
export const noNames: Names = { audiences: {}, services: {} };

/** A piece of a sentence. With a `slot` it is something that can be chosen. */
export type Part = { slot: Slot | null; text: string };
export type Slot =
  | "when"
  | "severities"
  | "impacts"
  | "services"
  | "types"
  | "regions"
  | "hours"
  | "account"
  | "tell"
  | "by"
  | "within"
  | "every"
  | "template";

/** A rule read aloud: "When an incident opens and severity is SEV1, tell Executives by email within 5 minutes." */
export function ruleSentence(rule: Rule, names: Names = noNames): string {
  return ruleParts(rule, names)
    .map(({ text }) => text)
    .join("");
}

/** The same in pieces, for a screen that marks what can be chosen and what was changed. */
export function ruleParts(rule: Rule, names: Names = noNames): Part[] {
  const conditions = conditionsOf(rule, names);
  const parts: Part[] = [plain("When "), { slot: "when", text: whenWords(rule.when) }];
  conditions.forEach((part, index) => {
    parts.push(plain(index === conditions.length - 1 ? " and " : ", "), part);
  });
  parts.push(plain(", tell "), { slot: "tell", text: tellWords(rule, names) });
  parts.push(plain(" "), { slot: "by", text: byWords(rule.by) });
  if (rule.template) parts.push(plain(" "), { slot: "template", text: `with “${rule.template}”` });
  if (rule.withinMinutes)
    parts.push(plain(" "), { slot: "within", text: `within ${count(rule.withinMinutes, "minute")}` });
  if (rule.everyMinutes) {
    const text = `then every ${count(rule.everyMinutes, "minute")} while ${lastingWords[rule.while]}`;
    parts.push(plain(", "), { slot: "every", text });
  }
  return [...parts, plain(".")];
}

/** What must happen for it: "an incident opens and severity is SEV1". */
export function conditionWords(rule: Rule, names: Names = noNames): string {
  return and([whenWords(rule.when), ...conditionsOf(rule, names).map(({ text }) => text)]);
}

const plain = (text: string): Part => ({ slot: null, text });
const count = (n: number, unit: string) => `${n.toLocaleString("en-GB")} ${unit}${n === 1 ? "" : "s"}`;
const or = (words: string[]) => new Intl.ListFormat("en-GB", { type: "disjunction" }).format(words);
const and = (words: string[]) => new Intl.ListFormat("en-GB").format(words);

export function whenWords(when: When): string {
  switch (when.on) {
    case "opened":
      return "an incident opens";
    case "updated":
      return "an update is published";
    case "escalated":
      return "severity rises";
    case "resolved":
      return "an incident is resolved";
    case "unresolved_for":
      return `an incident is unresolved for ${count(when.minutes, "minute")}`;
    case "promise_overdue_by":
      return `a promised update is overdue by ${count(when.minutes, "minute")}`;
    case "maintenance_in":
      return `planned work begins in ${count(when.hours, "hour")}`;
    case "report_rate_above":
      return `customers report more than ${when.perHour.toLocaleString("en-GB")} an hour`;
  }
}

function conditionsOf({ and: asks }: Rule, names: Names): Part[] {
  const parts: Part[] = [];
  const add = (slot: Slot, text: string) => parts.push({ slot, text });
  if (asks.severities.length) add("severities", `severity is ${or(asks.severities)}`);
  if (asks.impacts.length)
    add("impacts", `impact is ${or(asks.impacts.map((impact) => impactWords[impact]))}`);
  if (asks.services.length)
    add("services", `${or(asks.services.map((id) => names.services[id] ?? id))} is affected`);
  if (asks.types.length) add("types", `it is about ${or(asks.types.map((type) => typeWords[type]))}`);
  if (asks.regions.length) add("regions", `it is in ${or(asks.regions)}`);
  if (asks.hours)
    add(
      "hours",
      `it is between ${clockOf(asks.hours.from)} and ${clockOf(asks.hours.until)} (${asks.hours.zone})`,
    );
  if (asks.account) add("account", `${asks.account} is touched`);
  return parts;
}

function tellWords({ tell }: Rule, names: Names): string {
  return and([
    ...tell.audiences.map((slug) => names.audiences[slug] ?? slug),
    ...tell.roles.map((role) => `the ${englishLetters.incidentRoles[role].toLowerCase()}`),
    ...tell.people,
  ]);
}

const byWords = (by: Channel[]) =>
  by.length === 0 ? "by the ways they chose" : `by ${by.map((channel) => wayWords[channel]).join(", then ")}`;

export const wayWords: Record<Channel, string> = {
  email: "email",
  webhook: "webhook",
  slack: "Slack",
  teams: "Teams",
  discord: "Discord",
  sms: "text message",
  push: "browser",
};
export const typeWords: Record<IncidentType, string> = {
  availability: "availability",
  performance: "performance",
  data: "data",
  third_party: "a third party",
  security: "security",
};
export const impactWords: Record<Impact, string> = {
  none: "none",
  minor: "minor",
  major: "major",
  critical: "critical",
};
export const lastingWords: Record<Lasting, string> = {
  unresolved: "it is unresolved",
  not_yet_monitoring: "no fix is in place",
  promise_overdue: "the promise is overdue",
};
