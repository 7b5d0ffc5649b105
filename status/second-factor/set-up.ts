import { and, eq, isNull, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { secondFactors } from "@/db/schema/second-factors";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { sealedAs } from "@/lib/sealed-as";
import { seal, unseal } from "@/lib/secret-box";
import { readPage } from "@/status/page/read-page";
import { type Proof, proveSelf } from "@/status/people/prove-self";
import { takeStep } from "./judge-code";
import { renewCodes } from "./recovery-codes";
import { hasSecondFactor } from "./state-of-session";
import { addressOf, newSecret, stepOf } from "./totp";

/**
 * Makes the secret that a phone is to make codes from, and answers it for its camera and for typing. Nothing is asked
 * for yet: only a first code shows that the phone has it. Beginning again makes another.
 */
export async function beginSecondFactor(
  ctx: Context,
  input: Proof,
): Promise<{ secret: string; address: string }> {
  const { id: userId } = await proveSelf(ctx, input);
  if (await hasSecondFactor(ctx, userId)) {
    throw new DomainError("factor_there", "Your second factor is on. Turn it off first to set up another.");
  }
  const secret = newSecret();
  const values = { secret: seal(secret, sealedAs.totp), createdAt: ctx.now };
  await ctx.db
    .insert(secondFactors)
    .values({ userId, ...values })
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: { ...values, lastStep: sql`0` },
      setWhere: isNull(secondFactors.confirmedAt),
    });
  const [person] = await ctx.db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  const { name } = await readPage(ctx);
  return { secret, address: addressOf(secret, { issuer: name, label: person!.email }) };
}

/**
 * The first code from the phone: from now on one is asked for. Answers the recovery codes, which are shown this once.
 */
export async function confirmSecondFactor(
  ctx: Context,
  input: { code: string },
): Promise<{ codes: string[] }> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const { id: userId } = ctx.actor;
  return ctx.db.transaction(async (tx) => {
    const [begun] = await tx
      .select({ secret: secondFactors.secret })
      .from(secondFactors)
      .where(and(eq(secondFactors.userId, userId), isNull(secondFactors.confirmedAt)))
      .for("update");
    if (!begun)
      throw new DomainError("factor_not_begun", "Begin again: this was set up or given up already.");
    const code = input.code.replace(/\s/g, "");
    const step = stepOf(unseal(begun.secret, sealedAs.totp), code, ctx.now);
    if (step === null || !(await takeStep(tx, userId, step))) {
      const words = "This code does not fit. Type the one that the app shows now.";
      throw new DomainError("wrong_code", words, { code: words });
    }
    await tx.update(secondFactors).set({ confirmedAt: ctx.now }).where(eq(secondFactors.userId, userId));
    return { codes: await renewCodes(tx, userId) };
  });
}
