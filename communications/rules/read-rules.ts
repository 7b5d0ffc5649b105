import { and, desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { ruleSets } from "@/db/schema/rules";
import { users } from "@/db/schema/users";
import type { RuleSetState } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { Checks } from "./check-rules";
import { type Rule, Rules } from "./rule";
import { type SavedDryRun, savedDryRun } from "./saved-dry-run";

/** One version of all rules, as the desk shows it. */
export type RuleSet = {
  id: string;
  version: number;
  state: RuleSetState;
  rules: Rule[];
  checks: Checks;
  dryRun: SavedDryRun | null;
  reason: string;
  writtenBy: { id: string; name: string } | null;
  writtenAt: Date;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  activeFrom: Date | null;
  retiredAt: Date | null;
};

/** The rules in use, with their version; version 0 and no rules on an installation that has none yet. */
export async function readActiveRules(db: Db): Promise<{ version: number; rules: Rule[]; checks: Checks }> {
  const [active] = await db.select().from(ruleSets).where(eq(ruleSets.state, "active"));
  if (!active) return { version: 0, rules: [], checks: [] };
  return {
    version: active.version,
    rules: Rules.parse(active.rules),
    checks: Checks.parse(active.checks),
  };
}

/** Versions shown at once; older ones stay in the database. */
const shownMax = 50;

/** All versions, newest first. A draft is its author's alone until it is proposed. */
export async function readRuleSets(ctx: Context): Promise<RuleSet[]> {
  authorise(ctx.actor, "look");
  const rows = await select(ctx.db).orderBy(desc(ruleSets.version)).limit(shownMax);
  const me = ctx.actor.kind === "user" ? ctx.actor.id : null;
  return rows
    .map(asRuleSet)
    .filter(({ state, writtenBy }) => state !== "draft" || (me !== null && writtenBy?.id === me));
}

/** One version by its number, or null; another person's draft is nobody else's. */
export async function readRuleSet(ctx: Context, version: number): Promise<RuleSet | null> {
  authorise(ctx.actor, "look");
  const [row] = await select(ctx.db).where(and(eq(ruleSets.version, version)));
  if (!row) return null;
  const found = asRuleSet(row);
  const mine = ctx.actor.kind === "user" && found.writtenBy?.id === ctx.actor.id;
  return found.state === "draft" && !mine ? null : found;
}

const author = alias(users, "author");
const reviewer = alias(users, "reviewer");

const select = (db: Db) =>
  db
    .select({
      set: ruleSets,
      author: { id: author.id, name: author.name, email: author.email },
      reviewer: { name: reviewer.name, email: reviewer.email },
    })
    .from(ruleSets)
    .leftJoin(author, eq(author.id, ruleSets.writtenBy))
    .leftJoin(reviewer, eq(reviewer.id, ruleSets.reviewedBy))
    .$dynamic();

function asRuleSet({ set, author, reviewer }: Awaited<ReturnType<typeof select>>[number]): RuleSet {
  return {
    ...set,
    rules: Rules.parse(set.rules),
    checks: Checks.parse(set.checks),
    dryRun: savedDryRun(set.dryRun),
    writtenBy: author && { id: author.id, name: author.name ?? author.email },
    reviewedBy: reviewer && (reviewer.name ?? reviewer.email),
  };
}
