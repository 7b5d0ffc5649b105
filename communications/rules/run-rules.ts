import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { readTelling, type Telling } from "@/communications/deliveries/read-telling";
import { planLetters } from "@/communications/letters/plan-letter";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { ruleFirings } from "@/db/schema/rules";
import { type Caught, evaluateRules } from "./evaluate-rules";
import { factsAt, type History, lastSaid } from "./history";
import { mergeCaught } from "./merge-caught";
import { type Opened, openAudiences } from "./open-audiences";
import { readNamed } from "./read-named";
import type { NumberedRule } from "./reason-words";
import { remindAudiences } from "./remind-audiences";
import { Rule } from "./rule";
import { type Names, ruleSentence } from "./rule-sentence";
import { writeNotices } from "./write-notices";

type Doing = Pick<Context, "db" | "now">;
/** A rule whose time has come: since when, and the how-manieth time it is for this incident. */
export type Firing = { rule: Rule; at: Date; occurrence: number };
export type Due = { history: History; firings: Firing[]; numbered: NumberedRule[]; names: Names };

export const isOf = (firings: Firing[], { id }: Rule) => firings.some(({ rule }) => rule.id === id);

/**
 * Runs the rules that are due for one incident or planned work, together: notes each firing, opens the audiences they
 * name with the last words, reminds those that have them, writes one notice to everybody they name, and records it, in
 * one transaction. Answers
 * how many ran: none that another machine noted first, that was taken back meanwhile, or whose last words are still
 * being planned for others.
 */
export async function runRules(ctx: Doing, due: Due): Promise<number> {
  let ran = 0;
  await planLetters(ctx, async (inside) => {
    const { history } = due;
    const last = lastSaid(history, ctx.now) ?? null;
    if (!(await stillThere(inside.db, history))) return [];
    const opens = due.firings.some(({ rule }) => rule.tell.audiences.some((slug) => slug !== "public"));
    if (last && opens && (await beingTold(inside.db, last.id))) return [];
    const noted: Firing[] = [];
    for (const firing of due.firings) if (await noteFiring(inside.db, history, firing)) noted.push(firing);
    ran = noted.length;
    const opened = await openAll(inside, history, noted);
    const reminded = await remindAudiences(inside, { ...due, firings: noted }, opened.told);
    const named = await nameAll(inside, history, noted, [...opened.told, ...reminded]);
    // What reaches nobody (subscribers hear by themselves, an audience is open already) is noted, and no news.
    if (opened.fresh === 0 && named.length === 0) return [];
    const letters = await writeNotices(inside, { ...due, firings: noted }, last, named);
    await recordEvent(
      { ...inside, actor: { kind: "system" } },
      {
        kind: "rule_ran",
        ...(history.kind === "incident" ? { incidentId: history.id } : { maintenanceId: history.id }),
        // Only with an update there is something to tell.
        ...(opened.audienceIds.length > 0 && last && { updateId: last.id }),
        details: {
          reason: noted.map(({ rule }) => ruleSentence(rule, due.names)).join(" "),
          ruleIds: noted.map(({ rule }) => rule.id),
          audienceIds: opened.audienceIds,
          people: named.map(({ address }) => address),
          telling: { rules: due.numbered.filter(({ rule }) => isOf(noted, rule)), beginsFor: opened.told },
        },
      },
    );
    return letters;
  });
  return ran;
}

/** Whether this firing is ours: another machine may have noted it first. Noted, it runs no more. */
export async function noteFiring(
  db: Db,
  { id: subjectId }: History,
  { rule, at, occurrence }: Firing,
): Promise<boolean> {
  const noted = await db
    .insert(ruleFirings)
    .values({ ruleId: rule.id, subjectId, occurrence, at })
    .onConflictDoNothing()
    .returning({ at: ruleFirings.at });
  return noted.length > 0;
}

async function openAll(ctx: Doing, history: History, firings: Firing[]): Promise<Opened> {
  const all: Opened = { openBefore: [], told: [], audienceIds: [], fresh: 0 };
  for (const { rule, at } of firings) {
    const opened = await openAudiences(ctx, { rule, history, at, last: lastSaid(history, ctx.now) ?? null });
    all.openBefore.push(...opened.openBefore);
    all.told.push(...opened.told);
    all.audienceIds.push(...opened.audienceIds);
    all.fresh += opened.fresh;
  }
  return all;
}

/**
 * The one evaluation for each rule, over the people it names and where those listen already; then one message a
 * person: who hears the same words in an audience, or by another rule, gets no notice besides. `told`: audiences that
 * a moment of the clock tells.
 */
async function nameAll(ctx: Doing, history: History, firings: Firing[], told: string[]) {
  const caught: Caught[] = [];
  for (const { rule, at } of firings) {
    const emails = [
      ...rule.tell.people,
      ...rule.tell.roles.flatMap((role) => history.roleHolders[role] ?? []),
    ];
    if (emails.length === 0) continue;
    const said = history.said.find((one) => +one.at === +at) ?? null;
    const telling = said ? await tellingOf(ctx, said.id) : null;
    const hearing = telling ? telling.spoken.map(({ slug }) => slug) : said ? [] : told;
    const { listeners, suppressedEmails } = await readNamed(ctx.db, emails, hearing);
    const plain = factsAt(history, at, { said, due: [rule.id], openAudiences: hearing });
    const due = [...(telling?.facts.due ?? []), rule.id];
    const facts = { ...plain, ...telling?.facts, due, roleHolders: plain.roleHolders, suppressedEmails };
    // Who is in an audience was judged by the rules that ran with the update; here it is asked whom this one names.
    const asked = telling ? [...telling.running, onlyPeople(rule)] : [rule];
    const { recipients } = evaluateRules(facts, asked, listeners);
    caught.push(...recipients.flatMap((one) => [one, ...one.merged]));
  }
  return mergeCaught(caught).filter(({ audience }) => audience === null);
}

const onlyPeople = (rule: Rule): Rule => ({
  ...rule,
  and: Rule.shape.and.parse({}),
  tell: { ...rule.tell, audiences: [] },
});

/** The telling that an update was posted with; null when nobody was told. */
async function tellingOf(ctx: Doing, updateId: string): Promise<Telling | null> {
  const [event] = await ctx.db
    .select()
    .from(events)
    .where(and(eq(events.updateId, updateId), ne(events.kind, "rule_ran")))
    .orderBy(asc(events.id))
    .limit(1);
  return event ? readTelling(ctx, event) : null;
}

/** Whether an update is still being planned for whom it was written: giving it to more people waits for that. */
async function beingTold(db: Db, updateId: string): Promise<boolean> {
  const [untold] = await db
    .select({ id: events.id })
    .from(events)
    .where(and(eq(events.updateId, updateId), isNull(events.toldAt)))
    .limit(1);
  return untold !== undefined;
}

/** Locked, so that taking it back and telling of it cannot pass each other. */
async function stillThere(db: Db, { kind, id }: History): Promise<boolean> {
  if (kind === "maintenance") return true;
  const [incident] = await db
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.id, id), isNull(incidents.withdrawnAt)))
    .for("share");
  return incident !== undefined;
}
