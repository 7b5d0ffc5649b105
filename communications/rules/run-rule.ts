import { and, eq, isNull } from "drizzle-orm";
import { planLetters } from "@/communications/letters/plan-letter";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { ruleFirings } from "@/db/schema/rules";
import { evaluateRules } from "./evaluate-rules";
import { factsAt, type History, lastSaid } from "./history";
import { openAudiences } from "./open-audiences";
import { readNamed } from "./read-named";
import type { Rule } from "./rule";
import { type Names, ruleSentence } from "./rule-sentence";
import { writeNotices } from "./write-notices";

type Doing = Pick<Context, "db" | "now">;
export type Firing = { rule: Rule; history: History; at: Date; occurrence: number; names: Names };

/**
 * Runs one rule for one incident or planned work: notes the firing, opens the audiences it names with the last words,
 * writes a notice to the people it names, and records all of it, in one transaction. False when another machine
 * noted it first, when it was taken back meanwhile, or while the last words are still being planned for others.
 */
export async function runRule(ctx: Doing, firing: Firing): Promise<boolean> {
  const { rule, history, at, occurrence, names } = firing;
  let ran = false;
  await planLetters(ctx, async (inside) => {
    if (!(await stillThere(inside.db, history))) return [];
    const last = lastSaid(history, ctx.now) ?? null;
    if (last && rule.tell.audiences.length > 0 && (await beingTold(inside.db, last.id))) return [];
    const noted = await inside.db
      .insert(ruleFirings)
      .values({ ruleId: rule.id, subjectId: history.id, occurrence, at })
      .onConflictDoNothing()
      .returning({ at: ruleFirings.at });
    if (noted.length === 0) return [];
    ran = true;
    const opened = await openAudiences(inside, { rule, history, at, last });
    const { recipients } = await evaluate(inside.db, firing, opened.openBefore, opened.told);
    const named = recipients.filter(({ audience }) => audience === null);
    // What reaches nobody (subscribers hear by themselves, an audience is open already) is noted, and no news.
    if (opened.fresh === 0 && named.length === 0) return [];
    const letters = await writeNotices(inside, firing, last, named);
    await recordEvent(
      { ...inside, actor: { kind: "system" } },
      {
        kind: "rule_ran",
        ...(history.kind === "incident" ? { incidentId: history.id } : { maintenanceId: history.id }),
        // Only with an update there is something to tell.
        ...(opened.audienceIds.length > 0 && last && { updateId: last.id }),
        details: {
          reason: ruleSentence(rule, names),
          ruleId: rule.id,
          audienceIds: opened.audienceIds,
          people: named.map(({ address }) => address),
        },
      },
    );
    return letters;
  });
  return ran;
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

/** The one evaluation, over the people whom this rule names and the listeners who would get the same words there. */
async function evaluate(db: Db, { rule, history, at }: Firing, open: string[], told: string[]) {
  const said = history.said.find((one) => +one.at === +at) ?? null;
  const facts = factsAt(history, at, { said, due: [rule.id], openAudiences: open });
  const emails = [...rule.tell.people, ...rule.tell.roles.flatMap((role) => history.roleHolders[role] ?? [])];
  const hearing = said?.tell ? ["public", ...open, ...told] : told;
  const { listeners, suppressedEmails } = await readNamed(db, emails, hearing);
  return evaluateRules({ ...facts, suppressedEmails }, [rule], listeners);
}
