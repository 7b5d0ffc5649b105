import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { ruleSets } from "@/db/schema/rules";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { lockRules } from "./own-draft";

const Review = z.object({
  version: z.number().int(),
  verdict: z.enum(["approve", "send_back"]),
  words: typedText().max(1000).default(""),
});

/** Another person than the author reads a proposed version: it may be activated then, or goes back with a reason. */
export async function reviewRules(ctx: Context, input: z.input<typeof Review>): Promise<void> {
  authorise(ctx.actor, "decide rules");
  const { version, verdict, words } = Review.parse(input);
  const { actor } = ctx;
  if (actor.kind !== "user") return;
  await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const [proposed] = await tx.select().from(ruleSets).where(eq(ruleSets.version, version));
    if (proposed?.state !== "in_review" || proposed.reviewedAt) {
      throw new DomainError(
        "not_in_review",
        `Version ${version} does not wait for a review. Reload the page.`,
      );
    }
    if (proposed.writtenBy === actor.id) {
      throw new DomainError(
        "own_work",
        "Somebody else must review what you wrote. Ask an owner or a liaison.",
      );
    }
    if (verdict === "approve") {
      await tx
        .update(ruleSets)
        .set({ reviewedBy: actor.id, reviewedAt: ctx.now })
        .where(eq(ruleSets.id, proposed.id));
      return;
    }
    if (words.length < 5) {
      throw new DomainError("reason_missing", "Say what should be different.", {
        words: "Say what should be different.",
      });
    }
    await tx
      .update(ruleSets)
      .set({ state: "draft", reason: `Sent back by ${actor.name}: ${words}`, dryRun: null })
      .where(eq(ruleSets.id, proposed.id));
  });
}
