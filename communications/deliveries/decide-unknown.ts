import { z } from "zod";
import { lightEngine } from "@/communications/queue";
import type { Context } from "@/db/context";
import { isId } from "@/lib/ids";
import { typedText } from "@/lib/typed";
import { channels } from "@/lib/vocabulary";
import { noteDecision, whoDecides } from "./note-decision";
import { atOnce, lockForDecision, planAgain } from "./plan-again";
import { settle } from "./settle";

export const DecideUnknown = z.object({
  updateId: z.string().refine(isId),
  channel: z.enum(channels),
  /** Whom it is about; without it, the first thousand that are unknown. */
  recipientIds: z.array(z.string().refine(isId)).max(atOnce).optional(),
  /** `arrived`: they have it. `again`: they do not, or twice is better than not at all. */
  decision: z.enum(["arrived", "again"], { error: "Choose what happened." }),
  reason: typedText().min(1, "Say how you know.").max(200),
});
export type DecideUnknown = z.input<typeof DecideUnknown>;

/**
 * A person's word on messages of which nobody knows whether they arrived: only a person may risk a second one, or
 * call it sent. Owners and liaisons.
 */
export async function decideUnknown(ctx: Context, input: DecideUnknown): Promise<{ decided: number }> {
  const by = whoDecides(ctx);
  const { decision, reason, ...asked } = DecideUnknown.parse(input);
  const engine = await lightEngine(ctx.db);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { key, found } = await lockForDecision(inside, asked, "unknown");
    const ids = found.map(({ id }) => id);
    if (decision === "again") {
      await planAgain(inside, engine, key, ids, "unknown", `Sent again by ${by}: ${reason}`);
    } else {
      const failure = `${by} says that it arrived: ${reason}`;
      const sent = ids.map((recipientId) => ({ recipientId, state: "sent" as const, failure }));
      await settle(inside, key, sent);
    }
    await noteDecision(inside, "deliveries_decided", key, { decision, reason, recipients: found });
    return { decided: ids.length };
  });
}
