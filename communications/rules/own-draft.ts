import { and, eq, max, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { ruleSets } from "@/db/schema/rules";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Checks } from "./check-rules";
import { readActiveRules } from "./read-rules";
import { type Rule, Rules } from "./rule";

/** One at a time changes versions: numbers have no gaps, and nobody activates what somebody else just changed. */
export const lockRules = (db: Context["db"]) =>
  db.execute(sql`select pg_advisory_xact_lock(hashtextextended('drawbridge rules', 0))`);

type Held = { rules: Rule[]; checks: Checks };

/**
 * Changes the rules of the actor's own draft; the first change makes it from the rules in use. Nothing of it applies
 * until it was proposed, reviewed by another person and activated.
 */
export function changeDraft(
  ctx: Context,
  change: (rules: Rule[], inUse: Rule[]) => Rule[],
): Promise<{ id: string; draft: number }> {
  return changeHeld(ctx, ({ rules, checks }, inUse) => ({ rules: parsed(change(rules, inUse)), checks }));
}

/** Changes the checks of the actor's own draft, in the same way. */
export function changeChecks(
  ctx: Context,
  change: (checks: Checks) => Checks,
): Promise<{ id: string; draft: number }> {
  return changeHeld(ctx, ({ rules, checks }) => ({ rules, checks: Checks.parse(change(checks)) }));
}

async function changeHeld(
  ctx: Context,
  change: (held: Held, inUse: Rule[]) => Held,
): Promise<{ id: string; draft: number }> {
  authorise(ctx.actor, "decide rules");
  const me = ctx.actor.kind === "user" ? ctx.actor.id : "";
  return ctx.db.transaction(async (tx) => {
    await lockRules(tx);
    const inUse = await readActiveRules(tx);
    const [mine] = await tx
      .select()
      .from(ruleSets)
      .where(and(eq(ruleSets.writtenBy, me), eq(ruleSets.state, "draft")));
    const before = mine ? { rules: Rules.parse(mine.rules), checks: Checks.parse(mine.checks) } : inUse;
    const held = change(before, inUse.rules);
    if (mine) {
      await tx
        .update(ruleSets)
        .set({ ...held, writtenAt: ctx.now })
        .where(eq(ruleSets.id, mine.id));
      return { id: mine.id, draft: mine.version };
    }
    const [last] = await tx.select({ version: max(ruleSets.version) }).from(ruleSets);
    const version = (last?.version ?? 0) + 1;
    const [made] = await tx
      .insert(ruleSets)
      .values({ ...{ version, state: "draft", ...held, reason: "" }, writtenBy: me, writtenAt: ctx.now })
      .returning({ id: ruleSets.id });
    return { id: made!.id, draft: version };
  });
}

function parsed(rules: Rule[]): Rule[] {
  const read = Rules.safeParse(rules);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new DomainError("rule_wrong", issue?.message ?? "A rule is not whole.");
}
