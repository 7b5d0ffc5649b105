import { z } from "zod";
import { typedLine } from "@/lib/typed";
import { channels, incidentTypes, severities } from "@/lib/vocabulary";
import { Id } from "@/status/updates/schemas";

/** Who is summoned and does not answer within this, is followed by the next one; a play may say otherwise. */
export const answerSecondsDefault = 120;
const answerSecondsMin = 30;
const answerSecondsMax = 1_800;
/** The longest promise a play may start. */
const promiseMinutesMax = 240;
/** The most people that are asked for one role, and ways to reach each. */
export const peopleMax = 6;
const waysMax = 4;
const playsMax = 30;
const addressMax = 4_096;

/**
 * The roles a play may summon. `legal` is named, never summoned. All of them write, or lead who writes: viewers are
 * skipped.
 */
export const summonedRoles = [
  "customer_liaison",
  "deputy",
  "commander",
  "scribe",
  "internal_liaison",
] as const;
export type SummonedRole = (typeof summonedRoles)[number];

/**
 * How to reach somebody. Without an address: by mail their account's, by browser those they let us notify. Addresses
 * are kept apart, because some are secrets (db/schema/plays).
 */
const Way = z.object({ channel: z.enum(channels), addressId: Id.nullable() });
export type Way = z.output<typeof Way>;

/** The same as it is typed. */
const TypedWay = z.object({
  channel: z.enum(channels, "Write how: email, sms, push, slack, teams, discord or webhook."),
  address: typedLine().min(1).max(addressMax).nullable(),
});
export type TypedWay = z.output<typeof TypedWay>;

export const Summoned = z.object({ userId: Id, ways: z.array(Way).min(1).max(waysMax) });
export type Summoned = z.output<typeof Summoned>;

export const TypedSummons = z
  .array(
    z.object({
      role: z.enum(summonedRoles),
      people: z
        .array(z.object({ userId: Id, ways: z.array(TypedWay).min(1).max(waysMax) }))
        .min(1)
        .max(peopleMax),
    }),
  )
  .max(summonedRoles.length);
export type TypedSummons = z.output<typeof TypedSummons>;

export const Play = z.object({
  id: Id,
  name: typedLine().min(1, "Give it a name.").max(60, "Keep it under 60 characters."),
  severity: z.enum(severities),
  /** Null: whatever the incident is about. */
  type: z.enum(incidentTypes).nullable(),
  summon: z
    .array(z.object({ role: z.enum(summonedRoles), people: z.array(Summoned).min(1).max(peopleMax) }))
    .max(summonedRoles.length),
  audienceIds: z.array(Id).max(20),
  templateId: Id.nullable(),
  /** The promise it starts; null: the cadence says. */
  promiseMinutes: z
    .number()
    .int()
    .min(1, "At least a minute.")
    .max(promiseMinutesMax, `At most ${promiseMinutesMax} minutes.`)
    .nullable(),
  answerSeconds: z
    .number()
    .int()
    .min(answerSecondsMin, `At least ${answerSecondsMin} seconds.`)
    .max(answerSecondsMax, "At most half an hour.")
    .default(answerSecondsDefault),
});
export type Play = z.output<typeof Play>;

export const Plays = z.array(Play).max(playsMax, `Keep at most ${playsMax} plays.`);
