import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { audiences } from "@/db/schema/audiences";
import { approvals } from "@/db/schema/incident-people";
import { updates, updateWords } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { renderMarkdown } from "@/lib/markdown";
import type { IncidentType } from "@/lib/vocabulary";
import { wordsFor } from "@/lib/words";
import { formatTime } from "@/lib/zoned-time";
import { neededApprovals } from "@/status/approvals/needed-approvals";
import { stands } from "@/status/updates/standing";
import { type History, isOver, lastSaid } from "./history";
import { happenings } from "./rule";
import { ruleSentence } from "./rule-sentence";
import type { Due, Firing } from "./run-rules";

type Doing = Pick<Context, "db" | "now">;

/**
 * Says again to private audiences what they were told last, where a rule of the clock names them: "unresolved for 30
 * minutes", "then every 20 minutes". Each gets the last words of its own, which were approved with them, once however
 * many rules ask for it; `told`: those that got the last words by this very run need no reminder. What is over is not
 * said again. The public is never reminded: its readers asked for updates. Answers the slugs of those reminded.
 */
export async function remindAudiences(ctx: Doing, due: Due, told: string[]): Promise<string[]> {
  const { history } = due;
  const last = lastSaid(history, ctx.now);
  if (!last || isOver(last.status)) return [];
  const asking = due.firings.filter((firing) => isOfTheClock(firing, history));
  const slugs = asking.flatMap(({ rule }) => rule.tell.audiences).filter((slug) => !told.includes(slug));
  const owed = await readLastWords(ctx, history, slugs);
  for (const [updateId, some] of groupBy(owed, (one) => one.update.id)) {
    const reminderId = await insertReminder(ctx, some);
    const naming = asking.filter(({ rule }) => some.some(({ slug }) => rule.tell.audiences.includes(slug)));
    await recordEvent(
      { ...ctx, actor: { kind: "system" } },
      {
        ...{ kind: "rule_ran", updateId: reminderId },
        ...(history.kind === "incident" ? { incidentId: history.id } : { maintenanceId: history.id }),
        details: {
          ...{ reason: naming.map(({ rule }) => ruleSentence(rule, due.names)).join(" "), repeats: updateId },
          ...{
            ruleIds: naming.map(({ rule }) => rule.id),
            audienceIds: some.map(({ id }) => id),
            people: [],
          },
          telling: {
            rules: due.numbered.filter(({ rule }) => naming.some((one) => one.rule.id === rule.id)),
            beginsFor: [],
          },
        },
      },
    );
  }
  return owed.map(({ slug }) => slug);
}

/** What happens with an update is told with it: time alone is a reason to say something again. */
function isOfTheClock({ rule, at }: Firing, { said }: History): boolean {
  const withUpdate = (happenings as readonly string[]).includes(rule.when.on);
  return !withUpdate || !said.some((one) => +one.at === +at);
}

type LastWords = Awaited<ReturnType<typeof readLastWords>>[number];

/** What each of these private audiences was told last of an incident or planned work. */
async function readLastWords({ db }: Doing, { kind, id, type }: History, slugs: string[]) {
  if (slugs.length === 0) return [];
  const rows = await db
    .select({
      ...{
        id: audiences.id,
        slug: audiences.slug,
        timeZone: audiences.timeZone,
        language: audiences.language,
      },
      ...{ update: updates, words: updateWords.words, nextUpdateBy: updateWords.nextUpdateBy },
    })
    .from(updateWords)
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .where(
      and(
        eq(kind === "incident" ? updates.incidentId : updates.maintenanceId, id),
        inArray(audiences.slug, slugs),
        ...[eq(audiences.kind, "private"), isNull(audiences.archivedAt), eq(updates.tell, true), stands],
      ),
    )
    .orderBy(desc(updates.number));
  const owed = [...groupBy(rows, ({ slug }) => slug).values()].map(([newest]) => newest!);
  return type ? withTheirYes(db, type, owed) : owed;
}

/** Words that need somebody's yes had it when they were said: without one on record they are not said again. */
async function withTheirYes<One extends { id: string; update: { id: string } }>(
  db: Doing["db"],
  type: IncidentType,
  owed: One[],
): Promise<One[]> {
  const ids = owed.map(({ id }) => id);
  const needed = ids.length > 0 ? await neededApprovals(db, type, ids) : new Map<string, unknown>();
  if (needed.size === 0) return owed;
  const given = await db
    .select({ audienceId: approvals.audienceId, updateId: approvals.usedFor })
    .from(approvals)
    .where(and(inArray(approvals.audienceId, [...needed.keys()]), eq(approvals.state, "approved")));
  const hasYes = (one: One) =>
    given.some(({ audienceId, updateId }) => audienceId === one.id && updateId === one.update.id);
  return owed.filter((one) => !needed.has(one.id) || hasYes(one));
}

/** A reminder is an update that only the ledger sees; it counts down from -1, so that no number of an update is used. */
async function insertReminder({ db, now }: Doing, owed: LastWords[]): Promise<string> {
  const {
    id: repeats,
    incidentId,
    maintenanceId,
    status,
    severity,
    impact,
    regions,
    nextUpdateBy,
  } = owed[0]!.update;
  const subject = incidentId ? sql`u.incident_id = ${incidentId}` : sql`u.maintenance_id = ${maintenanceId}`;
  const [reminder] = await db
    .insert(updates)
    .values({
      ...{ incidentId, maintenanceId, status, severity, impact, regions, nextUpdateBy, repeats },
      number: sql`(select least(min(u.number), 0) - 1 from ${updates} u where ${subject})`,
      ...{ tell: true, postedAt: now, createdAt: now, updatedAt: now },
    })
    .returning({ id: updates.id });
  const updateId = reminder!.id;
  await sayAgain(db, updateId, owed);
  return updateId;
}

/** The words that were said, after a line that says since when: nobody writes or approves them anew. */
async function sayAgain(db: Doing["db"], updateId: string, owed: LastWords[]): Promise<void> {
  const values = owed.map(({ id: audienceId, update, words, nextUpdateBy, ...zone }) => {
    const at = formatTime(update.postedAt, "zoned", zone);
    const again = `${wordsFor(zone.language).updates.reminder(at)}\n\n${words}`;
    return { updateId, audienceId, words: again, html: renderMarkdown(again), nextUpdateBy };
  });
  await db.insert(updateWords).values(values);
}
