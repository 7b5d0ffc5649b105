import { z } from "zod";
import { typedLine } from "@/lib/typed";
import { channels, impacts, incidentRoles, incidentTypes, severities } from "@/lib/vocabulary";

/** Rules in one version, and entries in one list of a rule: more is a mistake, not a strategy. */
export const rulesMax = 200;
const listMax = 100;
/** Letters of a name, of a region or an account. */
const nameMax = 300;
const minutesMax = 7 * 24 * 60;
const hoursMax = 30 * 24;
const perHourMax = 10_000;
/** A repeated firing sends notices: less than this would be a storm. */
export const everyMinutesMin = 5;

const minutes = (words: string) => z.number().int().min(1, words).max(minutesMax, words);

/** What happens to an incident or a planned work. `updated` is every word that is posted, the first and the last too. */
export const happenings = ["opened", "updated", "escalated", "resolved"] as const;
/** What time alone brings about; each counts in its own unit. */
export const clockTriggers = [
  "unresolved_for",
  "promise_overdue_by",
  "maintenance_in",
  "report_rate_above",
] as const;
export const triggers = [...happenings, ...clockTriggers] as const;
export type Trigger = (typeof triggers)[number];

const When = z.discriminatedUnion("on", [
  z.object({ on: z.enum(happenings) }),
  z.object({
    on: z.enum(["unresolved_for", "promise_overdue_by"]),
    minutes: minutes("Say how many minutes."),
  }),
  z.object({ on: z.literal("maintenance_in"), hours: z.number().min(1).max(hoursMax) }),
  z.object({ on: z.literal("report_rate_above"), perHour: z.number().int().min(1).max(perHourMax) }),
]);
export type When = z.infer<typeof When>;

const isZone = (name: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};

const minuteOfDay = z.number().int().min(0).max(1439);
/** From–until in minutes of the day on a zone's wall; may pass midnight. */
const Hours = z.object({
  from: minuteOfDay,
  until: minuteOfDay,
  zone: z.string().refine(isZone, "Choose a time zone, like Europe/Lisbon."),
});

/** An empty list, and null, ask for nothing. */
const And = z.object({
  severities: z.array(z.enum(severities)).default([]),
  impacts: z.array(z.enum(impacts)).default([]),
  /** Services by id; one of them is touched. */
  services: z.array(z.string()).max(listMax).default([]),
  types: z.array(z.enum(incidentTypes)).default([]),
  regions: z.array(typedLine().min(1).max(nameMax)).max(listMax).default([]),
  hours: Hours.nullable().default(null),
  /** A customer account that the services belong to. */
  account: typedLine().min(1).max(nameMax).nullable().default(null),
});

const Tell = z.object({
  /** Audiences by slug, so that a rule can be read in a file. */
  audiences: z.array(z.string()).max(listMax).default([]),
  people: z
    .array(
      z
        .email("Write whole email addresses.")
        .max(254)
        .transform((email) => email.toLowerCase()),
    )
    .max(listMax)
    .default([]),
  roles: z.array(z.enum(incidentRoles)).default([]),
});

/** While what a rule repeats itself. */
export const lasting = ["unresolved", "not_yet_monitoring", "promise_overdue"] as const;
export type Lasting = (typeof lasting)[number];

/** One pre-decided sentence: when … and … tell … by … with … within … then every … while …. */
export const Rule = z
  .object({
    /** The same over all versions, so that a change can be told from a new rule. */
    id: z.string().min(1).max(60),
    when: When,
    and: And.prefault({}),
    tell: Tell,
    /** Channels in order: the first that a person has. Empty: all the ways they chose. */
    by: z.array(z.enum(channels)).default([]),
    /** The name of the ready words that the liaison is offered. */
    template: typedLine().min(1).max(120).nullable().default(null),
    withinMinutes: minutes("Say within how many minutes.").nullable().default(null),
    everyMinutes: minutes("Say every how many minutes.")
      .min(everyMinutesMin, `Not more often than every ${everyMinutesMin} minutes.`)
      .nullable()
      .default(null),
    while: z.enum(lasting).default("unresolved"),
  })
  .superRefine(({ tell, when, everyMinutes, and }, ctx) => {
    if (tell.audiences.length + tell.people.length + tell.roles.length === 0) {
      ctx.addIssue({ code: "custom", path: ["tell"], message: "Say who is to be told." });
    }
    if (everyMinutes && (when.on === "resolved" || when.on === "maintenance_in")) {
      const message = "What is over, or not begun, is told once: leave “then every” empty.";
      ctx.addIssue({ code: "custom", path: ["everyMinutes"], message });
    }
    if (when.on === "maintenance_in" && (and.severities.length || and.impacts.length || and.types.length)) {
      const message = "Planned work has no severity, impact or type: leave those empty.";
      ctx.addIssue({ code: "custom", path: ["and"], message });
    }
  });
export type Rule = z.infer<typeof Rule>;
/** As somebody writes it: what is left out asks for nothing. */
export type RuleInput = z.input<typeof Rule>;

/** All rules of a version, in the order they are read; the order decides nothing. */
export const Rules = z
  .array(Rule)
  .max(rulesMax, `At most ${rulesMax} rules.`)
  .refine(
    (rules) => new Set(rules.map(({ id }) => id)).size === rules.length,
    "Every rule needs its own id.",
  );
