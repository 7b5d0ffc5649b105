import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { ruleSets } from "@/db/schema/rules";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { lockRules } from "./own-draft";
import { savedDryRun } from "./saved-dry-run";

/**
 * Puts a reviewed version in use; the one before retires. Refused when other rules came into use since it was
 * compared with them: what those added would be dropped, and nobody would have seen it.
 */
export async function activateRules(ctx: Context, input: { version: number }): Promise<void> {
  authorise(ctx.actor, "decide rules");
  const { version } = z.object({ version: z.number().int() }).parse(input);
  await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const [reviewed] = await tx.select().from(ruleSets).where(eq(ruleSets.version, version));
    if (reviewed?.state !== "in_review" || !reviewed.reviewedAt) {
      throw new DomainError("not_reviewed", `Version ${version} was not reviewed by a second person yet.`);
    }
    const [active] = await tx
      .update(ruleSets)
      .set({ state: "retired", retiredAt: ctx.now })
      .where(eq(ruleSets.state, "active"))
      .returning({ version: ruleSets.version });
    if ((savedDryRun(reviewed.dryRun)?.against ?? 0) !== (active?.version ?? 0)) {
      throw new DomainError(
        "rules_changed",
        `Version ${active?.version} came into use after this one was proposed. Send it back: its author looks at both.`,
      );
    }
    await tx
      .update(ruleSets)
      .set({ state: "active", activeFrom: ctx.now })
      .where(eq(ruleSets.id, reviewed.id));
  });
}

/** Throws away the actor's own draft. */
export async function discardDraft(ctx: Context, input: { version: number }): Promise<void> {
  authorise(ctx.actor, "decide rules");
  const { version } = z.object({ version: z.number().int() }).parse(input);
  const me = ctx.actor.kind === "user" ? ctx.actor.id : "";
  await ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const [draft] = await tx.select().from(ruleSets).where(eq(ruleSets.version, version));
    if (draft?.state !== "draft" || draft.writtenBy !== me) {
      throw new DomainError("draft_unknown", "This draft is gone or was proposed already. Reload the page.");
    }
    await tx.delete(ruleSets).where(eq(ruleSets.id, draft.id));
  });
}
