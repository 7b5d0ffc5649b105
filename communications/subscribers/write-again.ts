import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { DomainError } from "@/lib/domain-error";
import { isId } from "@/lib/ids";
import { typedText } from "@/lib/typed";
import { liftSuppression } from "./suppress";

const WriteAgain = z.object({
  subscriberId: z.string().refine(isId),
  reason: typedText().min(1, "Say why it works again, or who asked.").max(200),
});

/** Somebody at the desk knows better than an old bounce or complaint: the address is written to again. */
export async function writeAgain(ctx: Context, input: z.input<typeof WriteAgain>): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "user" || actor.role === "viewer") {
    throw new DomainError(
      "not_allowed",
      "Your role can look, but not change whom we write to. Ask an owner.",
    );
  }
  const { subscriberId, reason } = WriteAgain.parse(input);
  await ctx.db.transaction(async (tx) => {
    const [subscriber] = await tx.select().from(subscribers).where(eq(subscribers.id, subscriberId));
    const lifted =
      subscriber && (await liftSuppression({ db: tx, now: ctx.now }, subscriber, { by: actor.id, reason }));
    if (!lifted) throw new DomainError("not_suppressed", "This address is written to already. Reload.");
  });
}
