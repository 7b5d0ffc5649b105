import { and, eq, isNull } from "drizzle-orm";
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
import type { Rule } from "./rule";
import { type Names, ruleSentence } from "./rule-sentence";
import { writeNotices } from "./write-notices";

type Doing = Pick<Context, "db" | "now">;
/** A rule whose time has come: since when, and the how-manieth time it is for this incident. */
export type Firing = { rule: Rule; at: Date; occurrence: number };
export type Due = { history: History; firings: Firing[]; names: Names };

/**
 * Runs the rules that are due for one incident or planned work, together: notes each firing, opens the audiences they
 * name with the last words, writes one notice to everybody they name, and records it, in one transaction. Answers
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
    const named = await nameAll(inside.db, history, noted, opened);
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
 * person: who hears the same words in an audience, or by another rule, gets no notice besides.
 */
async function nameAll(db: Db, history: History, firings: Firing[], opened: Opened) {
  const caught: Caught[] = [];
  for (const { rule, at } of firings) {
    const said = history.said.find((one) => +one.at === +at) ?? null;
    const open = [...new Set([...opened.openBefore, ...opened.told])];
    const emails = [
      ...rule.tell.people,
      ...rule.tell.roles.flatMap((role) => history.roleHolders[role] ?? []),
    ];
    const hearing = said?.tell ? ["public", ...open] : opened.told;
    const { listeners, suppressedEmails } = await readNamed(db, emails, hearing);
    const facts = {
      ...factsAt(history, at, { said, due: [rule.id], openAudiences: hearing }),
      suppressedEmails,
    };
    const { recipients } = evaluateRules(facts, [rule], listeners);
    caught.push(...recipients.flatMap((one) => [one, ...one.merged]));
  }
  return mergeCaught(caught).filter(({ audience }) => audience === null);
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
