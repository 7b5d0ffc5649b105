import { and, eq, isNull, sql } from "drizzle-orm";
import { lightEngine } from "@/communications/queue";
import { type Caught, evaluateRules, type Recipient } from "@/communications/rules/evaluate-rules";
import { reasonWords, ruleWords } from "@/communications/rules/reason-words";
import type { SpokenAudience } from "@/communications/rules/spoken-audiences";
import { neverTold } from "@/communications/rules/who-hears";
import type { Context } from "@/db/context";
import { fanOuts } from "@/db/schema/deliveries";
import { events } from "@/db/schema/events";
import { beginTelling } from "./begin-telling";
import { wayOf } from "./join-people";
import { type Portion, readPortion } from "./read-portion";
import { type Event, readTelling, type Telling } from "./read-telling";
import { type NewRow, openFanOut, writeRows } from "./write-rows";

type Doing = Pick<Context, "db" | "now">;

/** Subscribers judged in one transaction: the first letters leave while the rest is still being planned. */
const chunkSize = 5_000;

/**
 * Plans the telling of one event by the evaluation that serves preview and dry run: who hears, in which words and by
 * which rule, in which batches, and the jobs that will hand them over. It goes through the people in portions, each with
 * its rows, its jobs and the place to go on from in one transaction. Planning twice, also at the same time or after a
 * crash, is the same as planning once.
 */
export async function planFanOut(ctx: Doing, eventId: number): Promise<void> {
  await beginTelling(ctx, eventId);
  while (await planChunk(ctx, eventId));
}

/** Plans the next portion; answers whether there may be more. */
export async function planChunk(ctx: Doing, eventId: number): Promise<boolean> {
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const inside = { db: tx, now: ctx.now };
    const [event] = await tx
      .select()
      .from(events)
      .where(and(eq(events.id, eventId), isNull(events.toldAt)))
      .for("update", { skipLocked: true });
    if (!event) return false;
    const telling = await readTelling(inside, event);
    if (!telling || telling.spoken.length === 0) return closed(inside, event);
    const { updateId } = telling;
    if (!event.toldThrough) {
      for (const { id: audienceId } of telling.spoken) {
        await openFanOut(inside, { updateId, audienceId, channel: "email" });
      }
    }
    const portion = await readPortion(tx, telling, event.toldThrough, chunkSize);
    await writeRows(inside, engine, telling, rowsOf(telling, portion));
    if (portion.next === null) return closed(inside, event);
    await tx.update(events).set({ toldThrough: portion.next }).where(eq(events.id, eventId));
    return true;
  });
}

/** What the evaluation says of a portion, as rows of the ledger: one message a way, and what goes with it. */
function rowsOf(telling: Telling, { listeners, told }: Portion): NewRow[] {
  const { recipients } = evaluateRules(telling.facts, telling.running, listeners, telling.names);
  const audienceOf = new Map(telling.spoken.map((audience) => [audience.slug, audience]));
  return recipients.flatMap((one) => {
    const before = told.get(wayOf(one))?.recipientId ?? null;
    return [one, ...one.merged].map((caught) => {
      const into = before ?? (caught === one ? null : one.recipientId);
      return rowOf(telling, audienceOf.get(caught.audience!)!, caught, into);
    });
  });
}

function rowOf(
  telling: Telling,
  audience: SpokenAudience,
  caught: Caught | Recipient,
  into: string | null,
): NewRow {
  const isPublic = audience.kind === "public";
  return {
    audienceId: audience.id,
    recipientId: caught.recipientId,
    channel: caught.channel,
    insteadOf: null,
    mergedInto: into,
    // Nobody waits for the end of what goes with another message.
    thenBy: (into === null && caught.thenBy) || [],
    reason: reasonWords(caught, audience, telling),
    toldBy: isPublic ? null : ruleWords(caught, telling),
  };
}

/** Everybody was judged. What was told to nobody, or is handed over already, is finished with this. */
async function closed({ db, now }: Doing, { id, kind, updateId }: Event): Promise<false> {
  await db.update(events).set({ toldAt: now }).where(eq(events.id, id));
  if (updateId && !neverTold.has(kind)) {
    const handedOver = sql`${fanOuts.planned} <= ${fanOuts.sent} + ${fanOuts.delayed} + ${fanOuts.delivered}
      + ${fanOuts.failed} + ${fanOuts.suppressed} + ${fanOuts.bounced} + ${fanOuts.complained} + ${fanOuts.unknown}
      + ${fanOuts.merged} + ${fanOuts.undone}`;
    await db
      .update(fanOuts)
      .set({
        complete: true,
        finishedAt: sql`case when ${handedOver} then ${now.toISOString()}::timestamptz end`,
      })
      .where(and(eq(fanOuts.updateId, updateId), eq(fanOuts.complete, false)));
  }
  return false;
}
