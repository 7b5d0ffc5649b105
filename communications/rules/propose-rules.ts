import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { ruleSets } from "@/db/schema/rules";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { checkRules } from "./check-rules";
import { dryRunOf } from "./dry-run-of";
import { lockRules } from "./own-draft";
import { readActiveRules, readRuleSet } from "./read-rules";

const Proposal = z.object({
  version: z.number().int(),
  reason: typedText().min(5, "Say why, in a sentence.").max(1000),
});

/**
 * Asks for a review of the actor's draft: with a reason, its checks held, and the dry run over past incidents saved
 * beside it, so that the reviewer sees who would hear and who would not.
 */
export async function proposeRules(ctx: Context, input: z.input<typeof Proposal>): Promise<void> {
  authorise(ctx.actor, "decide rules");
  const { version, reason } = Proposal.parse(input);
  const draft = await readRuleSet(ctx, version);
  if (draft?.state !== "draft") {
    throw new DomainError("draft_unknown", "This draft is gone or was proposed already. Reload the page.");
  }
  const failures = checkRules(draft.rules, draft.checks).filter(({ failures: words }) => words.length > 0);
  if (failures.length > 0) {
    const words = failures.map(({ name, failures: why }) => `${name}: ${why.join(" ")}`).join(" ");
    throw new DomainError("checks_failed", `A check does not hold. ${words}`);
  }
  const dryRun = await dryRunOf(ctx, draft.rules);
  await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const inUse = await readActiveRules(tx);
    const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    if (same(inUse.rules, draft.rules) && same(inUse.checks, draft.checks)) {
      throw new DomainError("nothing_changed", "Nothing is different from the rules in use.");
    }
    const [proposed] = await tx
      .update(ruleSets)
      .set({ state: "in_review", reason, dryRun, writtenAt: ctx.now })
      .where(eq(ruleSets.id, draft.id))
      .returning({ id: ruleSets.id });
    if (!proposed) throw new DomainError("draft_unknown", "This draft is gone. Reload the page.");
  });
}
