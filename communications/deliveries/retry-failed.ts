import { and, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { batchQueue, enqueue, lightEngine } from "@/communications/queue";
import type { Context } from "@/db/context";
import { deliveries, fanOuts } from "@/db/schema/deliveries";
import { DomainError } from "@/lib/domain-error";
import { isId } from "@/lib/ids";
import { jobFor } from "./plan-fan-out";

/** As many as one batch takes; a second press retries the next ones. */
const recipientsMax = 100;

export const RetryFailed = z.object({
  updateId: z.string().refine(isId),
  /** Whom to try again; without it, the first hundred that failed. */
  recipientIds: z.array(z.string().refine(isId)).max(recipientsMax).optional(),
  reason: z.string().trim().min(1, "Say why another try can work.").max(200),
});
export type RetryFailed = z.input<typeof RetryFailed>;

/**
 * Plans letters again that the provider refused. Only `failed` ones: whatever may have arrived is left alone.
 * They get a new batch, because the old batch's key belongs to its old letters. Owners and liaisons.
 */
export async function retryFailed(ctx: Context, input: RetryFailed): Promise<{ planned: number }> {
  if (ctx.actor.kind !== "user" || ctx.actor.role === "viewer") {
    throw new DomainError("not_allowed", "Your role can look, but not send. Ask an owner.");
  }
  const by = ctx.actor.name;
  const { updateId, recipientIds, reason } = RetryFailed.parse(input);
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const [fanOut] = await tx.select().from(fanOuts).where(eq(fanOuts.updateId, updateId)).for("update");
    if (!fanOut) throw new DomainError("not_told", "This update was not told to anybody.");
    const { audienceId, channel } = fanOut;
    const ofUpdate = and(eq(deliveries.updateId, updateId), eq(deliveries.channel, channel));
    const failed = await tx
      .select({ id: deliveries.recipientId })
      .from(deliveries)
      .where(
        and(
          ofUpdate,
          eq(deliveries.state, "failed"),
          recipientIds ? inArray(deliveries.recipientId, recipientIds) : undefined,
        ),
      )
      .orderBy(deliveries.recipientId)
      .limit(recipientsMax)
      .for("update");
    if (failed.length === 0) throw new DomainError("nothing_failed", "None of these letters failed.");
    const { rows } = await tx.execute<{ next: number }>(
      sql`select max(batch) + 1 as next from ${deliveries} where update_id = ${updateId} and channel = ${channel}`,
    );
    const job = { updateId, audienceId, channel, batch: rows[0]!.next };
    await tx
      .update(deliveries)
      .set({
        state: "planned",
        batch: job.batch,
        settledAt: null,
        // What is still told of the first letter says nothing of the second.
        providerId: null,
        failure: `Tried again by ${by}: ${reason}`,
      })
      .where(
        and(
          ofUpdate,
          inArray(
            deliveries.recipientId,
            failed.map(({ id }) => id),
          ),
        ),
      );
    await tx
      .update(fanOuts)
      .set({ failed: sql`${fanOuts.failed} - ${failed.length}`, finishedAt: null })
      .where(eq(fanOuts.updateId, updateId));
    await enqueue(engine, tx, batchQueue(channel), [jobFor(job, { startAfter: null, severity: null })]);
    return { planned: failed.length };
  });
}
