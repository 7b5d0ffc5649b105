import { z } from "zod";
import { lightEngine } from "@/communications/queue";
import type { Context } from "@/db/context";
import { isId } from "@/lib/ids";
import { typedText } from "@/lib/typed";
import { channels } from "@/lib/vocabulary";
import { noteDecision, whoDecides } from "./note-decision";
import { atOnce, lockForDecision, planAgain } from "./plan-again";

export const RetryFailed = z.object({
  updateId: z.string().refine(isId),
  channel: z.enum(channels).default("email"),
  /** Whom to try again; without it, the first thousand that failed. */
  recipientIds: z.array(z.string().refine(isId)).max(atOnce).optional(),
  reason: typedText().min(1, "Say why another try can work.").max(200),
});
export type RetryFailed = z.input<typeof RetryFailed>;

/**
 * Plans messages again that the provider refused. Only `failed` ones: whatever may have arrived is left alone.
 * Owners and liaisons.
 */
export async function retryFailed(ctx: Context, input: RetryFailed): Promise<{ planned: number }> {
  const by = whoDecides(ctx);
  const { reason, ...asked } = RetryFailed.parse(input);
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { key, found } = await lockForDecision(inside, asked, "failed");
    const ids = found.map(({ id }) => id);
    await planAgain(inside, engine, key, ids, "failed", `Tried again by ${by}: ${reason}`);
    await noteDecision(inside, "deliveries_retried", key, { decision: "again", reason, recipients: found });
    return { planned: ids.length };
  });
}
