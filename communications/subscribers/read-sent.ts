import { and, desc, eq, inArray, ne, not } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import type { Channel, DeliveryState, HoldReason } from "@/lib/vocabulary";
import { isLockedOut } from "@/status/approvals/locked-out";
import { channelsOf } from "./channels-of";

/** Messages that the page lists. */
const newest = 50;

/** One message to somebody, as they may know it. */
export type OwnMessage = {
  updateId: string;
  channel: Channel;
  subject: string;
  state: DeliveryState;
  /** When it was planned, and when it was handed over or otherwise settled; null: not yet. */
  plannedAt: Date;
  settledAt: Date | null;
  held: { until: Date; why: HoldReason } | null;
  /** The subject of the message that brought these words too. */
  mergedInto: string | null;
  /** Completes "You get this because …". */
  reason: string;
};

/**
 * What was sent to somebody, on each channel that their link reaches, newest first; what was taken back never was. Of an
 * incident that the security lane keeps them from by now, nothing is listed: the ledger has it.
 */
export async function readSent(
  ctx: Pick<Context, "db">,
  subscriberId: string,
  limit = newest,
): Promise<OwnMessage[]> {
  const ids = (await channelsOf(ctx, subscriberId)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ delivery: deliveries, subject: fanOuts.subject })
    .from(deliveries)
    .innerJoin(
      fanOuts,
      and(
        eq(fanOuts.updateId, deliveries.updateId),
        eq(fanOuts.audienceId, deliveries.audienceId),
        eq(fanOuts.channel, deliveries.channel),
      ),
    )
    .innerJoin(updates, eq(updates.id, deliveries.updateId))
    .innerJoin(audiences, eq(audiences.id, deliveries.audienceId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(and(inArray(deliveries.recipientId, ids), ne(deliveries.state, "undone"), not(isLockedOut)))
    .orderBy(desc(deliveries.plannedAt), desc(deliveries.updateId))
    .limit(limit);
  const subjects = await subjectsOf(
    ctx,
    rows.flatMap(({ delivery }) => delivery.mergedInto ?? []),
  );
  return rows.map(({ delivery, subject }) => {
    const { updateId, channel, state, plannedAt, reason, heldUntil, heldWhy, mergedInto } = delivery;
    return {
      ...{ updateId, channel, subject, state, plannedAt, reason },
      settledAt: delivery.settledAt ?? delivery.sendingAt,
      held: state === "held" && heldUntil && heldWhy ? { until: heldUntil, why: heldWhy } : null,
      mergedInto: (mergedInto && subjects.get(`${mergedInto} ${delivery.audienceId} ${channel}`)) ?? null,
    };
  });
}

async function subjectsOf({ db }: Pick<Context, "db">, updateIds: string[]): Promise<Map<string, string>> {
  if (updateIds.length === 0) return new Map();
  const rows = await db
    .select({
      updateId: fanOuts.updateId,
      audienceId: fanOuts.audienceId,
      channel: fanOuts.channel,
      subject: fanOuts.subject,
    })
    .from(fanOuts)
    .where(inArray(fanOuts.updateId, updateIds));
  return new Map(
    rows.map(({ updateId, audienceId, channel, subject }) => [
      `${updateId} ${audienceId} ${channel}`,
      subject,
    ]),
  );
}
