import { eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { incidentAudiences } from "@/db/schema/incident-people";
import { services } from "@/db/schema/services";
import type { Impact, IncidentType, Severity, UpdateStatus } from "@/lib/vocabulary";
import { evaluateRules } from "./evaluate-rules";
import { factsAt, type History, type Said } from "./history";
import { readAccounts, readHistory } from "./read-histories";
import { readListeners } from "./read-listeners";
import { readNamed } from "./read-named";
import { readNames } from "./read-names";
import { readActiveRules } from "./read-rules";
import { readyByRule } from "./ready-by-rule";
import { ruleSentence } from "./rule-sentence";

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
  tell: boolean;
};
export type RulesPreview = {
  /** Rules that would run, with whom they reach besides those whom the update reaches anyway. */
  run: { sentence: string; people: number }[];
  /** The others, each with the first condition that fails. */
  doNotRun: { sentence: string; failed: string }[];
  /** All of them together, nobody twice. */
  people: number;
  /** Ready words that rules give at this moment, by audience. */
  ready: { audienceId: string; template: string; sentence: string }[];
};

/** Which rules publishing this would set off, and why the others not: by the evaluation that decides for real. */
export async function previewRules(
  ctx: Pick<Context, "db" | "now">,
  written: Written,
): Promise<RulesPreview> {
  const { rules } = await readActiveRules(ctx.db);
  if (rules.length === 0) return { run: [], doNotRun: [], people: 0, ready: [] };
  const history = await historyWith(ctx, written);
  const said = history.said.at(-1)!;
  const open = await readOpen(ctx.db, written);
  const facts = factsAt(history, said.at, { said, due: [], openAudiences: open });
  const named = rules.flatMap(({ tell }) => [
    ...tell.people,
    ...tell.roles.flatMap((role) => history.roleHolders[role] ?? []),
  ]);
  const asked = [...new Set(rules.flatMap(({ tell }) => tell.audiences))].filter((slug) => slug !== "public");
  const [listeners, known, names, ready] = await Promise.all([
    readListeners(ctx.db, asked),
    readNamed(ctx.db, named, ["public"]),
    readNames(ctx.db),
    readyByRule(ctx.db, { rules, facts, history }),
  ]);
  const { suppressedEmails } = known;
  const people = [...listeners, ...known.listeners];
  const { recipients, ran, didNotRun } = evaluateRules({ ...facts, suppressedEmails }, rules, people, names);
  const further = recipients.filter(
    ({ audience, merged }) =>
      ![audience, ...merged.map((one) => one.audience)].some(
        (slug) => slug === "public" || open.includes(slug ?? ""),
      ),
  );
  const sentenceOf = new Map(rules.map((rule) => [rule.id, ruleSentence(rule, names)]));
  return {
    people: further.length,
    run: ran.map((id) => ({
      sentence: sentenceOf.get(id)!,
      people: further.filter(({ caughtBy }) => caughtBy.some((by) => "ruleId" in by && by.ruleId === id))
        .length,
    })),
    doNotRun: didNotRun.map(({ ruleId, failed }) => ({ sentence: sentenceOf.get(ruleId)!, failed })),
    ready: ready.map(({ ruleId, ...one }) => ({ ...one, sentence: sentenceOf.get(ruleId)! })),
  };
}

/** What happened so far, with the update of the form as the last word. */
async function historyWith({ db, now }: Pick<Context, "db" | "now">, written: Written): Promise<History> {
  const touched = await db
    .select({ id: services.id, name: services.name })
    .from(services)
    .where(inArray(services.id, written.serviceIds));
  const { status, severity, impact, tell } = written;
  const next: Said = {
    ...{ id: "next", at: now, status, severity, impact, tell, nextUpdateBy: null },
    ...{ services: touched, audiences: [] },
  };
  const before = written.incidentId ? await readHistory(db, written.incidentId) : null;
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
    ...{
      accounts: await readAccounts(db),
      drill: false,
      backfilled: false,
      scheduledFor: null,
      said: [next],
    },
  };
}

/** Audiences that hear of it anyway: those of the incident, and those that the form writes to. */
async function readOpen(db: Db, { incidentId, audienceIds }: Written): Promise<string[]> {
  const open = incidentId
    ? await db
        .select({ slug: audiences.slug })
        .from(incidentAudiences)
        .innerJoin(audiences, eq(audiences.id, incidentAudiences.audienceId))
        .where(eq(incidentAudiences.incidentId, incidentId))
    : [];
  const written = audienceIds.length
    ? await db.select({ slug: audiences.slug }).from(audiences).where(inArray(audiences.id, audienceIds))
    : [];
  return [...new Set([...open, ...written].map(({ slug }) => slug))];
}
