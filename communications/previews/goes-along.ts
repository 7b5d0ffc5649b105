import { and, asc, eq, inArray } from "drizzle-orm";
import { decideTurn } from "@/communications/deliveries/decide-turn";
import type { Db } from "@/db/client";
import { deliveries } from "@/db/schema/deliveries";
import { updates } from "@/db/schema/updates";
import type { Channel } from "@/lib/vocabulary";

type Asked = {
  recipientId: string;
  channel: Channel;
  /** Of the update in the form; null: it opens one. */
  incidentId: string | null;
  /** When it would leave. */
  at: Date;
};

/**
 * The earlier updates whose words would go with one person's message, oldest first: what is held for them, and what
 * waits of the same incident, each with what went with that. Decided as at the message's turn (`decideTurn`). Is it
 * held itself, it takes the same along when it goes.
 */
export async function goesAlong(db: Db, { recipientId, channel, incidentId, at }: Asked): Promise<string[]> {
  const waiting = await readWaiting(db, recipientId, channel);
  if (waiting.length === 0) return [];
  const message = { updateId: "", incidentId, postedAt: at, state: "planned", settledOn: true } as const;
  const turn = decideTurn(
    { ...message, severity: null },
    {
      ...{ address: "", suppressed: null, quiet: null, quietBreaks: false, recent: [] },
      waiting: waiting.map(({ undoUntil, ...one }) => ({ ...one, settledOn: !undoUntil || undoUntil <= at })),
    },
    { now: at, messagesPerHour: Number.POSITIVE_INFINITY },
  );
  return turn.do === "send" ? withCarried(db, { recipientId, channel }, turn.also) : [];
}

async function readWaiting(db: Db, recipientId: string, channel: Channel) {
  const rows = await db
    .select({
      ...{ updateId: updates.id, incidentId: updates.incidentId, postedAt: updates.postedAt },
      ...{ undoUntil: updates.undoUntil, state: deliveries.state },
    })
    .from(deliveries)
    .innerJoin(updates, eq(updates.id, deliveries.updateId))
    .where(
      and(
        ...[eq(deliveries.recipientId, recipientId), eq(deliveries.channel, channel)],
        inArray(deliveries.state, ["planned", "held"]),
      ),
    );
  return rows.map(({ state, ...row }) => ({
    ...row,
    state: state === "held" ? state : ("planned" as const),
  }));
}

/** With those that had left their words to them. */
async function withCarried(
  db: Db,
  { recipientId, channel }: Pick<Asked, "recipientId" | "channel">,
  ids: string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  const merged = await db
    .select({ id: deliveries.updateId })
    .from(deliveries)
    .where(
      and(
        ...[eq(deliveries.recipientId, recipientId), eq(deliveries.channel, channel)],
        ...[eq(deliveries.state, "merged"), inArray(deliveries.mergedInto, ids)],
      ),
    );
  const all = [...ids, ...merged.map(({ id }) => id)];
  const rows = await db
    .select({ id: updates.id })
    .from(updates)
    .where(inArray(updates.id, all))
    .orderBy(asc(updates.postedAt), asc(updates.id));
  return rows.map(({ id }) => id);
}
