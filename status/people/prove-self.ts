import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { verifyPassword } from "@/lib/password";
import { TooManyTries } from "@/lib/too-many-tries";
import { waitWords } from "@/lib/wait-words";
import { countTry, forgetTries } from "@/status/bounds/count-try";

/** Who has no password proves themselves by having come in this recently. */
const freshMinutes = 15;

export type Proof = { password: string; signedInAt: Date };

/**
 * Before one's doors are changed: it is still the person, and not whoever found their desk open. By their password;
 * who has none must have signed in within a quarter of an hour. Answers who it is.
 */
export async function proveSelf(ctx: Context, { password, signedInAt }: Proof): Promise<{ id: string }> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const { id } = ctx.actor;
  const [row] = await ctx.db.select({ hash: users.passwordHash }).from(users).where(eq(users.id, id));
  if (!row?.hash) {
    if (ctx.now.getTime() - signedInAt.getTime() <= freshMinutes * 60_000) return { id };
    const words = "You have no password: sign out, sign in again, and do this within 15 minutes.";
    throw new DomainError("sign_in_again", words);
  }
  const wait = await countTry(ctx.db, "proofByAccount", id);
  if (wait > 0)
    throw new TooManyTries(wait, (minutes) => `Too many tries. Try again in ${waitWords(minutes)}.`);
  if (!(await verifyPassword(password.slice(0, 1024), row.hash))) {
    const words = "The password is not right.";
    throw new DomainError("wrong_password", words, { password: words });
  }
  await forgetTries(ctx.db, "proofByAccount", id);
  return { id };
}
