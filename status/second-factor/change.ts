import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recoveryCodes, secondFactorRoles, secondFactors } from "@/db/schema/second-factors";
import { DomainError } from "@/lib/domain-error";
import { roles } from "@/lib/vocabulary";
import { onlyOwners } from "@/status/people/only-owners";
import { type Proof, proveSelf } from "@/status/people/prove-self";
import { endSessionsOf } from "@/status/sessions/end-sessions";
import { renewCodes } from "./recovery-codes";
import { hasSecondFactor, isRequiredOf } from "./state-of-session";

/** Turns one's own second factor off. Refused where one's role must have one. */
export async function turnOffSecondFactor(ctx: Context, input: Proof): Promise<void> {
  const { id } = await proveSelf(ctx, input);
  if (ctx.actor.kind === "user" && (await isRequiredOf(ctx, ctx.actor.role))) {
    throw new DomainError("factor_required", "Your role must have a second factor. An owner can reset it.");
  }
  await removeFactor(ctx, id);
}

/** New recovery codes, shown this once; the old ones end. */
export async function renewRecoveryCodes(ctx: Context, input: Proof): Promise<{ codes: string[] }> {
  const { id } = await proveSelf(ctx, input);
  if (!(await hasSecondFactor(ctx, id))) {
    throw new DomainError("factor_missing", "Your second factor is off: there is nothing to recover.");
  }
  return ctx.db.transaction(async (tx) => ({ codes: await renewCodes(tx, id) }));
}

/** For somebody whose phone and codes are gone: takes their second factor away and ends their sessions. Owners only. */
export async function resetSecondFactor(ctx: Context, input: { id: string }): Promise<void> {
  onlyOwners(ctx.actor);
  const { id } = z.object({ id: z.string() }).parse(input);
  if (id === ctx.actor.id)
    throw new DomainError("own_factor", "Turn your own off below, with your password.");
  await ctx.db.transaction(async (tx) => {
    await removeFactor({ db: tx }, id);
    await endSessionsOf({ db: tx, now: ctx.now }, { userId: id, by: "revoked" });
  });
}

/** Says which roles must have a second factor. Who lacks one sets it up when they come in next. Owners only. */
export async function requireSecondFactor(ctx: Context, input: { roles: string[] }): Promise<void> {
  onlyOwners(ctx.actor);
  const required = z.array(z.enum(roles)).parse(input.roles);
  await ctx.db.transaction(async (tx) => {
    await tx.delete(secondFactorRoles);
    if (required.length > 0) await tx.insert(secondFactorRoles).values(required.map((role) => ({ role })));
  });
}

async function removeFactor({ db }: Pick<Context, "db">, userId: string): Promise<void> {
  await db.delete(secondFactors).where(eq(secondFactors.userId, userId));
  await db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}
