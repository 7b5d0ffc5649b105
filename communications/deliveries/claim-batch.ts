import { and, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { updates } from "@/db/schema/updates";
import { env } from "@/lib/env";
import { groupBy } from "@/lib/group-by";
import type { DeliveryState, HoldReason } from "@/lib/vocabulary";
import { decideTurn, type Turn, type Waiting } from "./decide-turn";
import { type Merge, merge } from "./merge";
import { readRecipients } from "./read-recipients";
import { type BatchJob, CountChanges, column, inBatch, ofFanOut, times } from "./settle";

type Doing = Pick<Context, "db" | "now">;
type Found = Waiting & { recipientId: string; audienceId: string; mine: boolean; at: string };
type Decided = Pick<Found, "recipientId" | "updateId" | "at"> & { address: string | null; turn: Turn };

/**
 * Decides, once and in one transaction, what becomes of each planned message of a batch: it begins to be sent, at
 * the address as it is now, is held, leaves its words to a newer one, or is suppressed. What is sent takes along
 * what waits for the same person in other batches; those are then `merged`. Answers false, and decides nothing,
 * while the update can still be undone: who asks this early is to come again.
 */
export async function claimBatch(ctx: Doing, job: BatchJob): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const inside = { db: tx, now: ctx.now };
    const found = await lockWaiting(inside, job);
    const mine = found.filter((one) => one.mine);
    if (mine.length === 0) return true;
    if (mine.some(({ settledOn }) => !settledOn)) return false;
    const decided = await decide(inside, job, mine, found);
    const changes = new CountChanges();
    const carried = await merge(inside, job.channel, found, decided.flatMap(mergesOf), changes);
    await take(inside, job, decided, carried);
    for (const { turn } of decided) {
      if (turn.do === "suppress") changes.add(job, "suppressed", 1);
      if (turn.do === "hold") changes.add(job, "held", 1);
    }
    await changes.store(inside, job.channel);
    if (decided.some(({ turn }) => turn.do === "send")) await noteStart(inside, job);
    return true;
  });
}

/** The rate that the desk shows counts from the first message on. Later batches find it noted and write nothing. */
async function noteStart({ db, now }: Doing, job: BatchJob): Promise<void> {
  await db
    .update(fanOuts)
    .set({ startedAt: now })
    .where(and(ofFanOut(job), isNull(fanOuts.startedAt)));
}

/**
 * Locks all that waits for the recipients of a batch, in an order that is the same for everybody, so that two
 * batches for the same people wait for each other instead of dead-locking.
 */
async function lockWaiting({ db, now }: Doing, job: BatchJob): Promise<Found[]> {
  const { rows } = await db.execute<{
    recipient_id: string;
    update_id: string;
    audience_id: string;
    state: "planned" | "held";
    mine: boolean;
    at: string;
  }>(sql`
    select recipient_id, update_id, audience_id, state, ctid as at,
      update_id = ${job.updateId} and audience_id = ${job.audienceId} and batch = ${job.batch} and state = 'planned' as mine
    from ${deliveries}
    where channel = ${job.channel} and state in ('planned', 'held') and recipient_id in (
      select recipient_id from ${deliveries} where ${inBatch(job)} and state = 'planned')
    order by recipient_id, update_id
    for update`);
  const about = await readUpdates(db, [...new Set(rows.map((row) => row.update_id))]);
  return rows.map((row) => {
    const { incidentId, postedAt, undoUntil } = about.get(row.update_id)!;
    return {
      recipientId: row.recipient_id,
      updateId: row.update_id,
      audienceId: row.audience_id,
      state: row.state,
      mine: row.mine,
      at: row.at,
      incidentId,
      postedAt,
      settledOn: !undoUntil || undoUntil <= now,
    };
  });
}

async function readUpdates(db: Db, ids: string[]) {
  const rows = await db
    .select({
      id: updates.id,
      incidentId: updates.incidentId,
      postedAt: updates.postedAt,
      undoUntil: updates.undoUntil,
    })
    .from(updates)
    .where(inArray(updates.id, ids));
  return new Map(rows.map((update) => [update.id, update]));
}

async function decide(ctx: Doing, job: BatchJob, mine: Found[], found: Found[]): Promise<Decided[]> {
  const ids = mine.map(({ recipientId }) => recipientId);
  const { severity, recipients } = await readRecipients(ctx, job, ids);
  const waitingFor = groupBy(
    found.filter((one) => !one.mine),
    ({ recipientId }) => recipientId,
  );
  const bounds = { now: ctx.now, messagesPerHour: env().MESSAGES_PER_HOUR };
  return mine.map((message) => {
    const { recipientId, updateId, at } = message;
    const recipient = { ...recipients(recipientId), waiting: waitingFor.get(recipientId) ?? [] };
    const turn = decideTurn({ ...message, severity }, recipient, bounds);
    return { recipientId, updateId, at, address: recipient.address, turn };
  });
}

function mergesOf({ recipientId, updateId, turn }: Decided): Merge[] {
  if (turn.do === "merge") return [{ recipientId, updateId, into: turn.into }];
  if (turn.do !== "send") return [];
  return turn.also.map((older) => ({ recipientId, updateId: older, into: updateId }));
}

type Written = {
  /** Where the row stands; it is locked, so it stays there. */
  at: string;
  state: DeliveryState;
  address: string | null;
  /** JSON: PostgreSQL has no arrays of arrays of different lengths. */
  also: string;
  until: Date | null;
  why: HoldReason | null;
  failure: string | null;
};

/** Writes what was decided of the batch's own messages; those that left their words are written by `merge`. */
async function take(
  { db, now }: Doing,
  job: BatchJob,
  decided: Decided[],
  carried: Map<string, string[]>,
): Promise<void> {
  const rows = decided.flatMap(({ recipientId, at, address, turn }): Written[] => {
    const row = { at, address: null, also: "[]", until: null, why: null, failure: null };
    switch (turn.do) {
      case "send": {
        const also = JSON.stringify(carried.get(`${recipientId} ${job.updateId}`) ?? []);
        return [{ ...row, state: "sending", address, also }];
      }
      case "hold":
        return [{ ...row, state: "held", until: turn.until, why: turn.why }];
      case "suppress":
        return [{ ...row, state: "suppressed", failure: turn.why }];
      default:
        return [];
    }
  });
  if (rows.length === 0) return;
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.execute(sql`
    update ${deliveries} d set
      state = v.state,
      address = coalesce(v.address, d.address),
      also = array(select jsonb_array_elements_text(v.also::jsonb)),
      sending_at = case when v.state = 'sending' then ${at} end,
      settled_at = case when v.state = 'suppressed' then ${at} end,
      held_until = v.held_until,
      held_why = v.held_why,
      failure = coalesce(v.failure, d.failure)
    from unnest(
      ${column(rows.map((row) => row.at))}::tid[],
      ${column(rows.map((row) => row.state))}::text[],
      ${column(rows.map((row) => row.address))}::text[],
      ${column(rows.map((row) => row.also))}::text[],
      ${times(rows.map((row) => row.until))}::timestamptz[],
      ${column(rows.map((row) => row.why))}::text[],
      ${column(rows.map((row) => row.failure))}::text[]
    ) as v (at, state, address, also, held_until, held_why, failure)
    where d.ctid = v.at`);
}
