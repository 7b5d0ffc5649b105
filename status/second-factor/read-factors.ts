import { and, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { recoveryCodes, secondFactorRoles, secondFactors } from "@/db/schema/second-factors";
import { DomainError } from "@/lib/domain-error";
import type { Role } from "@/lib/vocabulary";
import { onlyOwners } from "@/status/people/only-owners";

/** Whether one's own second factor is on, and how many recovery codes are left. */
export async function readOwnFactor(ctx: Context): Promise<{ since: Date | null; codesLeft: number }> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const [factor] = await ctx.db
    .select({ since: secondFactors.confirmedAt })
    .from(secondFactors)
    .where(eq(secondFactors.userId, ctx.actor.id));
  const [left] = await ctx.db
    .select({ n: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, ctx.actor.id), isNull(recoveryCodes.usedAt)));
  return { since: factor?.since ?? null, codesLeft: left?.n ?? 0 };
}

/** Who has a second factor, and which roles must have one. Owners only. */
export async function readFactors(ctx: Context): Promise<{ people: Set<string>; required: Role[] }> {
  onlyOwners(ctx.actor);
  const people = await ctx.db
    .select({ id: secondFactors.userId })
    .from(secondFactors)
    .where(isNotNull(secondFactors.confirmedAt));
  const required = await ctx.db.select().from(secondFactorRoles);
  return { people: new Set(people.map(({ id }) => id)), required: required.map(({ role }) => role) };
}
