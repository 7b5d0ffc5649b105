import { and, eq, isNotNull, lt } from "drizzle-orm";
import type { Context } from "@/db/context";
import { secondFactors } from "@/db/schema/second-factors";
import { sealedAs } from "@/lib/sealed-as";
import { unseal } from "@/lib/secret-box";
import { spendCode } from "./recovery-codes";
import { stepOf } from "./totp";

/**
 * Judges the code of a person's second factor, from their phone or from the list they keep, and uses it up: the same
 * code, and any older one, is refused from then on. Null: it is wrong, or used.
 */
export async function judgeCode(
  { db, now }: Pick<Context, "db" | "now">,
  { userId, code }: { userId: string; code: string },
): Promise<"phone" | "recovery" | null> {
  const typed = code.trim().slice(0, 64);
  const digits = typed.replace(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return (await spendCode(db, userId, typed, now)) ? "recovery" : null;
  const [factor] = await db
    .select({ secret: secondFactors.secret })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  const step = factor ? stepOf(unseal(factor.secret, sealedAs.totp), digits, now) : null;
  return step !== null && (await takeStep(db, userId, step)) ? "phone" : null;
}

/** Two that bring the same code at once: one of them is let in. */
export async function takeStep(db: Context["db"], userId: string, step: number): Promise<boolean> {
  const [taken] = await db
    .update(secondFactors)
    .set({ lastStep: step })
    .where(and(eq(secondFactors.userId, userId), lt(secondFactors.lastStep, step)))
    .returning({ step: secondFactors.lastStep });
  return taken !== undefined;
}
