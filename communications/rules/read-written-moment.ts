import { eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { readTogether } from "@/db/read-together";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { services } from "@/db/schema/services";
import { type Impact, type IncidentType, impacts, type Severity, type UpdateStatus } from "@/lib/vocabulary";
import { audiencesLetIn } from "@/status/audiences/let-in";
import { isLocked } from "@/status/incidents/name-of-incident";
import { undoUntil } from "@/status/updates/undo-window";
import type { RuleFacts } from "./failed-condition";
import { failedCondition } from "./failed-condition";
import { factsAt, type Grounds, type History, type Said } from "./history";
import { readAdded } from "./read-added";
import { readSoFar } from "./read-event";
import { readAccounts, readHistory } from "./read-histories";
import { readNames } from "./read-names";
import { readOrders } from "./read-orders";
import { readActiveRules } from "./read-rules";
import { readShown } from "./read-shown";
import { type NumberedRule, numberRules } from "./reason-words";
import type { Rule } from "./rule";
import type { Names } from "./rule-sentence";
import { type SpokenAudience, spokenAudiences } from "./spoken-audiences";
import { tonightsRules } from "./tonights-rules";

/** The update in the form, as far as rules ask. */
export type Written = {
  incidentId: string | null;
  type: IncidentType;
  status: UpdateStatus;
  severity: Severity;
  impact: Impact;
  serviceIds: string[];
  /** Private audiences that it has words for: those hear by the update itself. */
  audienceIds: string[];
  /** Whether it speaks to those alone, and not to the public: then no rule tells anybody. Left out: it does not. */
  privately?: boolean;
  tell: boolean;
};

/** A moment of an incident, with all that decides who hears of it but the people themselves. */
export type Moment = {
  facts: RuleFacts;
  /** Those in use in their order, then tonight's; also those that do not run. */
  rules: Rule[];
  numbered: NumberedRule[];
  /** The same, also where no rule tells anybody: they offer ready words. */
  offering: Rule[];
  /** The public first, when it is spoken to. */
  spoken: SpokenAudience[];
  names: Names;
  /** What happened so far, with this moment as the last word. */
  history: History;
};

type Asking = Pick<Context, "db" | "now" | "actor">;

/** The moment that publishing what is in the form would be: read with what the telling itself reads. */
export async function readWrittenMoment(ctx: Asking, written: Written): Promise<Moment> {
  const { db } = ctx;
  const [{ rules: decided }, added, history, names, shown, orders, openBefore] = await readTogether(db, [
    () => readActiveRules(db),
    () => readAdded(db, written.incidentId ? [written.incidentId] : []),
    () => historyWith(ctx, written),
    () => readNames(db),
    () => readShown(db),
    () => readOrders(db),
    () => readOpenBefore(db, written.incidentId),
  ]);
  const offering = [...decided, ...tonightsRules(added)];
  const rules = written.privately ? [] : offering;
  const said = history.said.at(-1)!;
  const facts = await asPublished(
    ctx.db,
    written,
    factsAt(history, said.at, { said, due: [], openAudiences: [] }),
  );
  const ran = rules.filter((rule) => failedCondition(rule, facts) === null);
  const spoken = await spokenAudiences(db, {
    type: history.type,
    own: await readOwn(db, written),
    named: ran.flatMap(({ tell }) => tell.audiences),
    locked: await isInLane(db, written),
    ...(written.incidentId && { letIn: await audiencesLetIn(db, written.incidentId) }),
  });
  return {
    facts: withAudiences(facts, spoken, { openBefore, shown, orders }),
    ...{ rules, offering },
    numbered: numberRules(rules),
    spoken,
    names,
    history,
  };
}

/** What the evaluation must know of the audiences that are spoken to. */
export const withAudiences = (
  facts: RuleFacts,
  spoken: SpokenAudience[],
  { openBefore, ...grounds }: { openBefore: string[] } & Pick<Grounds, "shown" | "orders">,
): RuleFacts => ({
  ...{ ...facts, ...grounds },
  openAudiences: spoken.filter(({ kind, given }) => kind === "private" && !given).map(({ slug }) => slug),
  insiders: spoken.filter(({ external }) => !external).map(({ slug }) => slug),
  beginsFor: [
    ...(facts.beginsFor ?? []),
    ...spoken.filter(({ slug, given }) => given && !openBefore.includes(slug)).map(({ slug }) => slug),
  ],
});

/**
 * The facts as the event of publishing will have them: what private audiences were told counts for them, and for the
 * public an incident begins with the first word that it hears.
 */
async function asPublished(
  db: Db,
  { incidentId, status, impact, privately }: Written,
  facts: RuleFacts,
): Promise<RuleFacts> {
  if (!incidentId) return facts;
  const { inPublic: _, ...soFar } = await readSoFar(db, incidentId);
  const [incident] = await db
    .select({ privateOnly: incidents.privateOnly })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  const touched = new Map([...soFar.services, ...facts.services].map((one) => [one.id, one]));
  const worst = Math.max(
    ...[soFar.impact, facts.impact, impact].map((one) => (one ? impacts.indexOf(one) : 0)),
  );
  return {
    ...facts,
    kind: status === "resolved" ? "incident_resolved" : "incident_updated",
    ...{ services: [...touched.values()], impact: impacts[worst]! },
    inPublic: { services: facts.services, impact: facts.impact },
    beginsFor: incident?.privateOnly && !privately ? ["public"] : [],
  };
}

/** What happened so far, with the update of the form as the last word, at the moment at which it would leave. */
async function historyWith(ctx: Asking, written: Written): Promise<History> {
  const { db, now } = ctx;
  const touched = await db
    .select({ id: services.id, name: services.name })
    .from(services)
    .where(inArray(services.id, written.serviceIds));
  const { incidentId, status, severity, impact, tell } = written;
  const next: Said = {
    ...{ id: "next", status, severity, impact, tell, nextUpdateBy: null, services: touched, audiences: [] },
    at: undoUntil(ctx, { incidentId: incidentId ?? "new" }) ?? now,
  };
  const before = incidentId ? await readHistory(db, incidentId) : null;
  if (before) return { ...before, said: [...before.said, next] };
  return {
    ...{
      kind: "incident",
      id: "new",
      title: "",
      type: written.type,
      regions: [],
      roleHolders: {},
      reports: [],
    },
    ...{ drill: false, backfilled: false, scheduledFor: null, said: [next] },
    accounts: await readAccounts(db),
  };
}

/** Slugs of the private audiences that hear of an incident already. */
export async function readOpenBefore(db: Db, incidentId: string | null): Promise<string[]> {
  if (!incidentId) return [];
  const open = await db
    .select({ slug: audiences.slug })
    .from(incidentAudiences)
    .innerJoin(audiences, eq(audiences.id, incidentAudiences.audienceId))
    .where(eq(incidentAudiences.incidentId, incidentId));
  return open.map(({ slug }) => slug);
}

async function readOwn(db: Db, { audienceIds, privately }: Written): Promise<string[]> {
  if (privately) return audienceIds;
  const [publics] = await db.select({ id: audiences.id }).from(audiences).where(eq(audiences.slug, "public"));
  return [...(publics ? [publics.id] : []), ...audienceIds];
}

/** Whether the security lane keeps everybody outside the house from hearing. */
async function isInLane(db: Db, { incidentId, type }: Written): Promise<boolean> {
  if (!incidentId) return isLocked({ type, releasedAt: null });
  const [incident] = await db
    .select({ type: incidents.type, releasedAt: incidents.releasedAt })
    .from(incidents)
    .where(eq(incidents.id, incidentId));
  return incident !== undefined && isLocked(incident);
}
