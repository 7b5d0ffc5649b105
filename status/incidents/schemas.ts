import { z } from "zod";
import { DomainError } from "@/lib/domain-error";
import { typedLine, typedText } from "@/lib/typed";
import { impacts, incidentStatuses, incidentTypes, severities } from "@/lib/vocabulary";
import { Wordings } from "@/status/updates/insert-words";
import { AffectedServices, Id, OnceKey, Regions, Title, Words } from "@/status/updates/schemas";

/** Longest promise we accept: who cannot say more within a day writes a new one then. */
const promiseHoursMax = 24;

/** Break-glass: why words that need somebody's yes cannot wait for it. */
export const Alone = typedText().min(1, "Say why it cannot wait.").max(500);

const Said = z.object({
  status: z.enum(incidentStatuses),
  severity: z.enum(severities),
  impact: z.enum(impacts),
  /** For the public; null: it is told to the private audiences with words, and to nobody else. */
  words: Words.nullable(),
  wordings: Wordings.default([]),
  services: AffectedServices,
  regions: Regions.default([]),
  /** The promise; required while the incident is open. */
  nextUpdateBy: z.date().nullish(),
  tell: z.boolean(),
  onceKey: OnceKey.nullish(),
  alone: Alone.nullish(),
});

const answer = z.boolean();
const PublishDecision = z.object({
  ...{ widespread: answer, reportedOutside: answer, coreInDoubt: answer, silenceEmbarrasses: answer },
  fewerThanTen: answer,
});

export const OpenIncident = Said.extend({
  title: Title,
  /** What it is about: ready words and rules choose by it. */
  type: z.enum(incidentTypes).default("availability"),
  /** What a security incident is called outside its own page; left out, it gets one. */
  codename: typedLine().max(60).nullish(),
  status: z.enum(incidentStatuses).exclude(["resolved"]).default("investigating"),
  /** The four questions of publishing or not, as they were answered; left out where nobody was asked. */
  decision: PublishDecision.nullish(),
  /** When the trouble began, if before now. */
  startedAt: z.date().nullish(),
});
export type OpenIncident = z.input<typeof OpenIncident>;

export const PostUpdate = Said.extend({
  incidentId: Id,
  /** The incident's revision as the writer knew it; left out, nothing is compared. */
  revision: z.number().int().nullish(),
  title: Title.nullish(),
  /** Questions whose answers were taken into the words for those who asked. */
  answers: z.array(Id).max(200).default([]),
  /** Why the severity was lowered. */
  reason: typedText().max(500).nullish(),
});
export type PostUpdate = z.input<typeof PostUpdate>;

/** An open incident makes a promise: after now, within a day. Answers it; null for a resolved one. */
export function promiseOf(
  said: { status: string; nextUpdateBy?: Date | null },
  now: Date,
  field = "nextUpdateBy",
): Date | null {
  if (said.status === "resolved") return null;
  const refuse = (words: string) => new DomainError("promise_missing", words, { [field]: words });
  if (!said.nextUpdateBy) throw refuse("Say when the next update comes.");
  if (said.nextUpdateBy <= now) throw refuse("This time has passed. Promise a later one.");
  if (said.nextUpdateBy.getTime() > now.getTime() + promiseHoursMax * 3_600_000) {
    throw refuse(`Promise the next update within ${promiseHoursMax} hours.`);
  }
  return said.nextUpdateBy;
}

/** Words for audiences, with the promise that each of them holds: its own, in the same bounds, or the update's. */
export function promisesTo<Said extends { status: string; wordings: Wordings }>(
  { status, wordings }: Said,
  now: Date,
): Wordings {
  return wordings.map((one) => {
    if (one.nextUpdateBy === undefined) return one;
    const { audienceId, nextUpdateBy } = one;
    return { ...one, nextUpdateBy: promiseOf({ status, nextUpdateBy }, now, `promise.${audienceId}`) };
  });
}

/** Refuses what speaks to nobody: neither to the public nor to any audience (`words_missing`). */
export function refuseUnsaid({ words, wordings }: { words: string | null; wordings: Wordings }): void {
  if (words !== null || wordings.length > 0) return;
  throw new DomainError("words_missing", "Choose whom to write to.", { words: "Choose whom to write to." });
}
