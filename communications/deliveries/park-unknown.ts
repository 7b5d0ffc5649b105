import { and, asc, eq, isNull, lt } from "drizzle-orm";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { groupBy } from "@/lib/group-by";
import { settle } from "./settle";

/** Providers forget an idempotency key after 24 hours; an hour before that we stop trusting it. */
export const unknownAfterMilliseconds = 23 * 60 * 60 * 1000;
const rowsPerTick = 1_000;
const noAnswer = "No answer within 23 hours";

/** Letters that have been on their way for too long become `unknown`: a person decides, nothing re-sends them. */
export async function parkUnknown(ctx: Pick<Context, "db" | "now">): Promise<number> {
  const before = new Date(ctx.now.getTime() - unknownAfterMilliseconds);
  const rows = await ctx.db
    .select({
      updateId: deliveries.updateId,
      audienceId: deliveries.audienceId,
      channel: deliveries.channel,
      batch: deliveries.batch,
      recipientId: deliveries.recipientId,
      failure: deliveries.failure,
    })
    .from(fanOuts)
    .innerJoin(
      deliveries,
      and(
        eq(deliveries.updateId, fanOuts.updateId),
        eq(deliveries.audienceId, fanOuts.audienceId),
        eq(deliveries.channel, fanOuts.channel),
      ),
    )
    // Only what is old and not finished is looked through: as a rule nothing.
    .where(
      and(
        isNull(fanOuts.finishedAt),
        lt(fanOuts.plannedAt, before),
        eq(deliveries.state, "sending"),
        lt(deliveries.sendingAt, before),
      ),
    )
    .orderBy(asc(deliveries.updateId), asc(deliveries.channel), asc(deliveries.batch))
    .limit(rowsPerTick);
  for (const some of groupBy(
    rows,
    ({ updateId, channel, batch }) => `${updateId} ${channel} ${batch}`,
  ).values()) {
    const parked = some.map(({ recipientId, failure }) => ({ recipientId, failure: failure ?? noAnswer }));
    await settle(
      ctx,
      some[0]!,
      parked.map((row) => ({ ...row, state: "unknown" as const })),
    );
  }
  return rows.length;
}
