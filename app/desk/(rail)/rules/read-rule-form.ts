import { text } from "@/app/desk/form";
import type { RuleInput, Trigger } from "@/communications/rules/rule";
import { minutesOf } from "@/lib/clock-minutes";
import { DomainError } from "@/lib/domain-error";
import type { Channel, Impact, IncidentRole, IncidentType, Severity } from "@/lib/vocabulary";

/** The fields of a rule as they were sent; what is wrong with them the rule's own shape says. */
export function readRuleForm(form: FormData): Omit<RuleInput, "id"> & { id?: string } {
  const all = (name: string) => form.getAll(name).map(String).filter(Boolean);
  const number = (name: string) => (text(form, name).trim() === "" ? null : Number(text(form, name)));
  const list = (name: string) =>
    text(form, name)
      .split(/[,\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
  return {
    id: text(form, "id") || undefined,
    when: whenOf(text(form, "on") as Trigger, number("count") ?? 0),
    and: {
      severities: all("severities") as Severity[],
      impacts: all("impacts") as Impact[],
      services: all("services"),
      types: all("types") as IncidentType[],
      regions: list("regions"),
      hours: hoursOf(text(form, "from"), text(form, "until"), text(form, "zone").trim()),
      account: text(form, "account").trim() || null,
    },
    tell: { audiences: all("audiences"), roles: all("roles") as IncidentRole[], people: list("people") },
    by: [...new Set(all("by"))] as Channel[],
    template: text(form, "template").trim() || null,
    withinMinutes: number("withinMinutes"),
    everyMinutes: number("everyMinutes"),
    while: text(form, "while") as RuleInput["while"],
  };
}

function whenOf(on: Trigger, count: number): RuleInput["when"] {
  switch (on) {
    case "unresolved_for":
    case "promise_overdue_by":
      return { on, minutes: count };
    case "maintenance_in":
      return { on, hours: count };
    case "report_rate_above":
      return { on, perHour: count };
    default:
      return { on };
  }
}

function hoursOf(from: string, until: string, zone: string) {
  if (!from && !until) return null;
  const [start, end] = [minutesOf(from), minutesOf(until)];
  if (start === null || end === null) {
    throw new DomainError("hours_wrong", "Choose both times, from and until.", {
      from: "Choose both times.",
    });
  }
  return { from: start, until: end, zone: zone || "UTC" };
}
