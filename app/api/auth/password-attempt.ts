import type { Db } from "@/db/client";
import { countTry, forgetTries, giveBack } from "@/status/bounds/count-try";
import { checkPassword } from "@/status/people/check-password";
import { isKnownDevice } from "@/status/sessions/known-device";

/** Thrown as the `error` that the sign-in page puts into words. */
const refuse = (reason: `TooManyAttempts.${number}` | "Unavailable") => new Error(reason);

type Caller = { network: string; device: string | null };

/**
 * One try to sign in with a password: next-auth's user, or null. An unknown or shut account gets the same
 * answer as a wrong password, and is counted like one. Throws TooManyAttempts with the seconds to wait past the
 * bounds, Unavailable when nobody can be asked. A try is counted before it is judged, so that many at once gain
 * nothing; at a browser that was signed in to the account before it is counted apart, so that strangers' tries do not
 * lock its owner out (docs/decisions/0020).
 */
export async function passwordAttempt(
  ctx: { db: Db; now: Date },
  credentials: Record<string, string> | undefined,
  { network, device }: Caller,
): Promise<{ id: string; email: string } | null> {
  const email = (credentials?.email ?? "").trim().toLowerCase().slice(0, 320);
  const password = (credentials?.password ?? "").slice(0, 1024);
  try {
    const known = await isKnownDevice(ctx, { email, device });
    const wait = known
      ? await countTry(ctx.db, "passwordByDevice", `${email} ${device}`)
      : (await countTry(ctx.db, "passwordByAddress", network)) ||
        (await countTry(ctx.db, "passwordByAccount", email));
    if (wait > 0) throw refuse(`TooManyAttempts.${wait}`);
    const id = await checkPassword(ctx, { email, password });
    if (!id) return null;
    if (known) await forgetTries(ctx.db, "passwordByDevice", `${email} ${device}`);
    else await giveBack(ctx.db, "passwordByAddress", network);
    await forgetTries(ctx.db, "passwordByAccount", email);
    return { id, email };
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("TooManyAttempts")) throw error;
    console.error("Sign-in could not ask the database:", error);
    throw refuse("Unavailable");
  }
}
