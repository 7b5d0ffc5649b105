import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { lightEngine } from "@/communications/queue";
import type { Listener } from "@/communications/rules/evaluate-rules";
import { selectListeners } from "@/communications/rules/read-listeners";
import { wayWords } from "@/communications/rules/rule-sentence";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { incidents } from "@/db/schema/incidents";
import { subscribers } from "@/db/schema/subscribers";
import { updates, updateWords } from "@/db/schema/updates";
import { groupBy } from "@/lib/group-by";
import { sealAddress } from "@/lib/sealed-address";
import type { Channel, Severity } from "@/lib/vocabulary";
import { mayReach } from "@/status/approvals/may-reach";
import { ofFanOut } from "./settle";
import { type NewRow, writeRows } from "./write-rows";

type Doing = Pick<Context, "db" | "now">;

/** Messages looked at in one step of the clock; the next step takes the rest. */
const perStep = 200;
/** A failure that we learn of later than this is of old news: nobody is told that by another way. */
const newsMinutes = 60;

/**
 * Tries the next way where a rule says "by text message, then email" and the first one failed for good: bounced, refused,
 * gone or suppressed at its turn. Each next way once, in the rule's order, by a row of its own that says in whose place
 * it stands; what else reached the same address with this update is not doubled. Answers how many are tried.
 */
export async function tryNextWays(ctx: Doing): Promise<number> {
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const inside = { db: tx, now: ctx.now };
    const failed = await takeFailed(inside);
    let tried = 0;
    for (const [updateId, some] of groupBy(failed, (one) => one.updateId)) {
      const { severity, reached } = await readStanding(tx, updateId);
      const still = some.filter(({ audienceId }) => reached.has(audienceId));
      const rows = await nextRows(inside, updateId, still);
      if (rows.length === 0) continue;
      await writeRows(inside, engine, { updateId, leaveAt: null, severity }, rows);
      await complete(inside, updateId, rows);
      tried += rows.length;
    }
    return tried;
  });
}

type Failed = {
  updateId: string;
  audienceId: string;
  recipientId: string;
  channel: Channel;
  reason: string;
  toldBy: string | null;
  thenBy: Channel[];
};

/** Takes those that nobody looked at yet, so that each is looked at once, also by two machines. */
async function takeFailed({ db, now }: Doing): Promise<Failed[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = await db.execute<Failed & { fresh: boolean }>(sql`
    update ${deliveries} d set next_looked_at = ${at}
    where d.ctid = any(array(
      select ctid from ${deliveries}
      where then_by <> '{}' and next_looked_at is null and state in ('failed', 'bounced', 'suppressed')
      order by update_id, recipient_id limit ${perStep} for update skip locked))
    returning d.update_id as "updateId", d.audience_id as "audienceId", d.recipient_id as "recipientId", d.channel,
      d.reason, d.told_by as "toldBy", d.then_by as "thenBy",
      coalesce(d.sending_at, d.settled_at, ${at}) > ${at} - make_interval(mins => ${newsMinutes}) as fresh`);
  return rows.filter(({ fresh }) => fresh);
}

/** Which audiences an update may still reach: none when it was taken back, or when the security lane was closed. */
async function readStanding(
  db: Doing["db"],
  updateId: string,
): Promise<{ severity: Severity | null; reached: Set<string> }> {
  const rows = await db
    .select({ severity: updates.severity, audienceId: audiences.id })
    .from(updateWords)
    .innerJoin(audiences, eq(audiences.id, updateWords.audienceId))
    .innerJoin(updates, eq(updates.id, updateWords.updateId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(
      and(
        ...[eq(updates.id, updateId), isNull(updates.undoneAt), isNull(incidents.withdrawnAt)],
        ...[isNull(audiences.archivedAt), mayReach],
      ),
    );
  const reached = new Set(rows.map(({ audienceId }) => audienceId));
  return { severity: rows[0]?.severity ?? null, reached };
}

async function nextRows({ db }: Doing, updateId: string, failed: Failed[]): Promise<NewRow[]> {
  if (failed.length === 0) return [];
  const ids = failed.map(({ recipientId }) => recipientId);
  const people = await db
    .select({ personId: subscribers.personId })
    .from(subscribers)
    .where(inArray(subscribers.id, ids));
  const own = await selectListeners(db).where(
    inArray(
      subscribers.personId,
      people.map(({ personId }) => personId),
    ),
  );
  const personOf = new Map(own.map((row) => [row.id, `${row.audience} ${row.personId}`]));
  const waysOf = groupBy(own, (row) => `${row.audience} ${row.personId}`);
  const rows: NewRow[] = [];
  for (const one of failed) {
    const person = personOf.get(one.recipientId);
    const ways = (person && waysOf.get(person)) || [];
    const next = firstOf(one.thenBy, ways);
    if (!next || rows.some(({ recipientId }) => recipientId === next.row.id)) continue;
    const written = await readWritten(db, updateId, next.row);
    if (written?.itself) continue;
    rows.push({
      ...{ audienceId: one.audienceId, channel: next.row.channel, recipientId: next.row.id },
      reason: `${one.reason}, and we could not reach you by ${wayWords[one.channel]}`,
      ...{ toldBy: one.toldBy, insteadOf: one.recipientId, mergedInto: written?.recipientId ?? null },
      thenBy: written ? [] : next.further,
    });
  }
  return rows;
}

/** The first of these channels on which somebody can be written to now, and those after it. */
function firstOf(order: Channel[], ways: Listener[]): { row: Listener; further: Channel[] } | null {
  for (const [index, channel] of order.entries()) {
    const row = ways.find(
      (way) => way.channel === channel && way.state === "confirmed" && !way.paused && !way.suppressed,
    );
    if (row) return { row, further: order.slice(index + 1) };
  }
  return null;
}

/** The message of this update that reached the same address already, on whichever audience; null: none did. */
async function readWritten(
  db: Doing["db"],
  updateId: string,
  { id, channel, address }: Listener,
): Promise<{ recipientId: string; itself: boolean } | null> {
  const { rows } = await db.execute<{ recipientId: string; itself: boolean }>(sql`
    select coalesce(d.merged_into_recipient, d.recipient_id) as "recipientId", d.recipient_id = ${id} as itself
    from ${subscribers} s
    join ${deliveries} d on d.recipient_id = s.id and d.channel = s.channel and d.update_id = ${updateId}
    where s.audience_id in (select audience_id from ${fanOuts} where update_id = ${updateId})
      and s.channel = ${channel} and s.address = ${sealAddress(address)}
      and (d.recipient_id = ${id} or d.state not in ('failed', 'bounced', 'suppressed', 'undone'))
    order by d.recipient_id = ${id} desc limit 1`);
  return rows[0] ?? null;
}

/** Nobody further is planned on a channel that was opened for these alone. */
async function complete({ db }: Doing, updateId: string, rows: NewRow[]): Promise<void> {
  const planned = sql`not exists (select from ${events} e where e.update_id = ${updateId} and e.told_at is null)`;
  for (const { audienceId, channel } of rows) {
    await db
      .update(fanOuts)
      .set({ complete: sql`${fanOuts.complete} or ${planned}` })
      .where(ofFanOut({ updateId, audienceId, channel }));
  }
}
