import type { PublishAnswers } from "@/lib/publish-decision";
import {
  type Impact,
  type IncidentStatus,
  type IncidentType,
  impacts,
  incidentStatuses,
  incidentTypes,
  type ServiceState,
  type Severity,
  serviceStates,
  severities,
} from "@/lib/vocabulary";
import { momentOf, roundUp } from "@/lib/wall-time";

/** When we speak next: minutes from the moment of publishing, or a wall time of the page's zone. */
export type Promised = { inMinutes: number } | { at: string };

/** `promise` left out: the audience's own table says it, or else the public's counts; null: the public's counts. */
export type Wording = { audienceId: string; words: string; promise?: Promised | null };

/** What the composer holds, as typed: it is kept as a draft in this shape. */
export type ComposerFields = {
  title: string;
  /** What it is about; chosen once, for a new incident. */
  type: IncidentType;
  status: IncidentStatus;
  severity: Severity;
  /** Asked for when the severity is lowered. */
  reason: string;
  impact: Impact;
  /** Where it is felt, as typed: places parted by commas. */
  where: string;
  /** For the public. */
  words: string;
  /** Only private audiences are written to: the public words, if there are any, stay in the form. */
  privately?: boolean;
  /** For other audiences: who is not in it is not spoken to. */
  wordings: Wording[];
  /** Answered questions whose answers were taken into the words. */
  answers?: string[];
  /** Affected services and their states. A service that is not in it is not spoken of. */
  services: Record<string, ServiceState>;
  promise: Promised | null;
  tell: boolean;
  /** Whether it is the public's business: the answers, for a new incident. */
  decision?: PublishAnswers;
  /** With what is said, it makes a double click, or a retry after a lost answer, post once. */
  onceKey: string;
  /** The incident as the writer knows it. 0 for a new one. */
  revision: number;
  /** Its facts as they were then: what others changed since is seen from here. */
  known?: Known;
};

/** The facts that others may change while somebody writes. */
export type Known = Pick<ComposerFields, "title" | "status" | "severity" | "impact" | "where" | "services">;

/** What publishing is asked with. */
export type ComposerPayload = Omit<ComposerFields, "services" | "where" | "wordings" | "known"> & {
  /** `nextUpdateBy` left out: the public's. */
  wordings: (Wording & { nextUpdateBy?: string | null })[];
  regions: string[];
  affected: { serviceId: string; state: ServiceState }[];
  nextUpdateBy: string | null;
  /** Why words that need a yes are published without it. */
  alone?: string;
};

/** Promises are said in round times. */
const promiseStepMinutes = 5;

/** When the next update is promised, if published now; null when not said or not a time. */
export function promisedAt(
  { status, promise }: Pick<ComposerFields, "status" | "promise">,
  now: Date,
  timeZone: string,
): Date | null {
  if (status === "resolved" || !promise) return null;
  if ("at" in promise) return momentOf(promise.at, timeZone);
  return roundUp(new Date(now.getTime() + promise.inMinutes * 60_000), promiseStepMinutes);
}

/** When an audience hears next: by its own promise, or the public's. */
export function promisedTo(
  fields: Pick<ComposerFields, "status" | "promise" | "wordings">,
  audienceId: string | undefined,
  now: Date,
  timeZone: string,
): Date | null {
  const own = fields.wordings.find((one) => one.audienceId === audienceId)?.promise;
  return promisedAt({ status: fields.status, promise: own ?? fields.promise }, now, timeZone);
}

/** The fields after the cadence's answer changed: a promise that was the old suggestion follows to the new one. */
export function followCadence(fields: ComposerFields, before: number, after: number): ComposerFields {
  return isOf(fields.promise, before) ? { ...fields, promise: { inMinutes: after } } : fields;
}

/** Minutes that the cadence tables of audiences ask for; who is not in it has no table of its own. */
export type AudienceMinutes = Record<string, number>;

/**
 * The fields after the tables of audiences answered: an audience with a table of its own is promised by it, and a
 * promise that was its old answer follows to the new one. What somebody chose stays.
 */
export function followCadences(
  fields: ComposerFields,
  before: AudienceMinutes,
  after: AudienceMinutes,
): ComposerFields {
  const wordings = fields.wordings.map((one) => {
    const [was, is] = [before[one.audienceId], after[one.audienceId]];
    const follows = one.promise === undefined || (was !== undefined && isOf(one.promise, was));
    if (is === undefined || !follows || isOf(one.promise, is)) return one;
    return { ...one, promise: { inMinutes: is } };
  });
  const same = wordings.every((one, at) => one === fields.wordings[at]);
  return same ? fields : { ...fields, wordings };
}

const isOf = (promise: Promised | null | undefined, minutes: number) =>
  Boolean(promise && "inMinutes" in promise && promise.inMinutes === minutes);

/** The fields as publishing wants them. */
export function toPayload(fields: ComposerFields, now: Date, timeZone: string): ComposerPayload {
  const { services, where, wordings, known: _, ...rest } = fields;
  const { status } = fields;
  return {
    ...rest,
    wordings: wordings.map((one) => {
      const { promise } = one;
      if (!promise) return one;
      return { ...one, nextUpdateBy: promisedAt({ status, promise }, now, timeZone)?.toISOString() ?? null };
    }),
    regions: placesOf(where),
    affected: Object.entries(services).map(([serviceId, state]) => ({ serviceId, state })),
    nextUpdateBy: promisedAt(fields, now, timeZone)?.toISOString() ?? null,
  };
}

/** The places of a line, each once. */
export const placesOf = (where: string): string[] => [
  ...new Set(
    where
      .split(",")
      .map((place) => place.trim())
      .filter(Boolean),
  ),
];

/**
 * The form as it was left: what the draft knows wins over the fresh start, field by field; what has the wrong
 * shape (an older program's draft) or names a service that is gone is left out.
 */
export function restoreFields(
  start: ComposerFields,
  draft: Record<string, unknown>,
  serviceIds: string[],
): ComposerFields {
  const text = (key: "title" | "words" | "where" | "reason" | "onceKey") =>
    typeof draft[key] === "string" ? draft[key] : start[key];
  return {
    title: text("title"),
    words: text("words"),
    where: text("where"),
    wordings: restoreWordings(draft.wordings) ?? start.wordings,
    type: oneOf(incidentTypes, draft.type, start.type),
    reason: text("reason"),
    onceKey: text("onceKey") || start.onceKey,
    status: oneOf(incidentStatuses, draft.status, start.status),
    severity: oneOf(severities, draft.severity, start.severity),
    impact: oneOf(impacts, draft.impact, start.impact),
    services: restoreServices(draft.services, serviceIds) ?? start.services,
    promise: restorePromise(draft.promise) ?? start.promise,
    tell: typeof draft.tell === "boolean" ? draft.tell : start.tell,
    ...(isTexts(draft.answers) && { answers: draft.answers }),
    privately: typeof draft.privately === "boolean" ? draft.privately : start.privately,
    ...(isAnswers(draft.decision) && { decision: draft.decision }),
    ...(typeof draft.revision === "number"
      ? { revision: draft.revision, known: restoreKnown(draft.known, start.known, serviceIds) }
      : { revision: start.revision, known: start.known }),
  };
}

/** Without them (an older program's draft) nothing is taken for changed: `start` is how it stands now. */
function restoreKnown(value: unknown, start: Known | undefined, serviceIds: string[]): Known | undefined {
  if (!start || typeof value !== "object" || value === null) return start;
  const { title, status, severity, impact, where, services } = value as Record<string, unknown>;
  return {
    title: typeof title === "string" ? title : start.title,
    status: oneOf(incidentStatuses, status, start.status),
    severity: oneOf(severities, severity, start.severity),
    impact: oneOf(impacts, impact, start.impact),
    where: typeof where === "string" ? where : start.where,
    services: restoreServices(services, serviceIds) ?? start.services,
  };
}

const oneOf = <Word extends string>(words: readonly Word[], value: unknown, fallback: Word) =>
  words.find((word) => word === value) ?? fallback;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

function isAnswers(value: unknown): value is PublishAnswers {
  return typeof value === "object" && value !== null && "widespread" in value && "fewerThanTen" in value;
}

function restoreServices(value: unknown, serviceIds: string[]): Record<string, ServiceState> | null {
  if (typeof value !== "object" || value === null) return null;
  const known = Object.entries(value).filter(
    ([id, state]) => serviceIds.includes(id) && serviceStates.includes(state),
  );
  return Object.fromEntries(known);
}

function restoreWordings(value: unknown): ComposerFields["wordings"] | null {
  if (!Array.isArray(value)) return null;
  return value
    .filter(
      (one) =>
        typeof one === "object" &&
        one !== null &&
        typeof one.audienceId === "string" &&
        typeof one.words === "string",
    )
    .map(({ audienceId, words, promise }) => {
      const restored = restorePromise(promise);
      return { audienceId, words, ...((restored || promise === null) && { promise: restored }) };
    });
}

function restorePromise(value: unknown): ComposerFields["promise"] {
  if (typeof value !== "object" || value === null) return null;
  if ("inMinutes" in value && typeof value.inMinutes === "number") return { inMinutes: value.inMinutes };
  return "at" in value && typeof value.at === "string" ? { at: value.at } : null;
}

/** Whether the severity becomes milder: that asks for a reason. */
export const isLowered = (from: Severity | null, to: Severity) =>
  from !== null && severities.indexOf(to) > severities.indexOf(from);

/** "Publish and tell 1,284 people", or what else pressing the button does. */
export function publishWords(tell: boolean, people: number | null, privately = false): string {
  if (privately) return privateWords(tell, people);
  if (!tell || people === 0) return "Publish to the page only";
  if (people === null) return "Publish and tell subscribers";
  return `Publish and tell ${people.toLocaleString("en-GB")} ${people === 1 ? "person" : "people"}`;
}

function privateWords(tell: boolean, people: number | null): string {
  if (!tell || people === 0) return "Write to their pages only";
  if (people === null) return "Tell them privately";
  return `Tell ${people.toLocaleString("en-GB")} ${people === 1 ? "person" : "people"} privately`;
}

/** What a person can be told before the server is asked; the verb decides. */
export function missingFields(
  fields: ComposerFields,
  payload: ComposerPayload,
  severityBefore: ComposerFields["severity"] | null,
): Record<string, string> {
  return {
    ...(!fields.title.trim() && { title: "Write a title: what customers notice." }),
    ...(!fields.privately && !fields.words.trim() && { words: "Write what is happening." }),
    ...(fields.privately && fields.wordings.length === 0 && { words: "Choose whom to write to." }),
    ...(fields.status !== "resolved" &&
      !payload.nextUpdateBy && { nextUpdateBy: "Say when the next update comes." }),
    ...(fields.status !== "resolved" && missingPromises(payload)),
    ...(isLowered(severityBefore, fields.severity) &&
      !fields.reason.trim() && { reason: "Say why it is milder than before." }),
  };
}

const missingPromises = ({ wordings }: ComposerPayload) =>
  Object.fromEntries(
    wordings
      .filter(({ nextUpdateBy }) => nextUpdateBy === null)
      .map(({ audienceId }) => [promiseField(audienceId), "Say when they hear next."]),
  );

/** Where a refusal of an audience's promise is shown. */
export const promiseField = (audienceId: string) => `promise.${audienceId}`;
