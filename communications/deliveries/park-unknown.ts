import { and, eq, lt } from "drizzle-orm";
import type { Context } from "@/db/context";
import { deliveries } from "@/db/schema/deliveries";
import { type FanOutKey, settle } from "./settle";

/** Providers forget an idempotency key after 24 hours; an hour before that we stop trusting it. */
export const unknownAfterMilliseconds = 23 * 60 * 60 * 1000;
const rowsPerTick = 1_000;

/** Letters that have been on their way for too long become `unknown`: a person decides, nothing re-sends them. */
export async function parkUnknown(ctx: Pick<Context, "db" | "now">): Promise<number> {
  const before = new Date(ctx.now.getTime() - unknownAfterMilliseconds);
  const rows = await ctx.db
    .select({
      updateId: deliveries.updateId,
      audienceId: deliveries.audienceId,
      channel: deliveries.channel,
      recipientId: deliveries.recipientId,
      failure: deliveries.failure,
    })
    .from(deliveries)
    .where(and(eq(deliveries.state, "sending"), lt(deliveries.sendingAt, before)))
    .limit(rowsPerTick);
  const byFanOut = new Map<string, typeof rows>();
  for (const row of rows) {
    const name = `${row.updateId} ${row.channel}`;
    byFanOut.set(name, [...(byFanOut.get(name) ?? []), row]);
  }
  for (const group of byFanOut.values()) {
    const key: FanOutKey = group[0]!;
    const reason = "No answer within 23 hours";
    const parked = group.map(({ recipientId, failure }) => ({ recipientId, failure: failure ?? reason }));
    await settle(
      ctx,
      key,
      parked.map((row) => ({ ...row, state: "unknown" as const })),
    );
  }
  return rows.length;
}
