import { networkFrom } from "@/app/bounds";
import type { Db } from "@/db/client";
import type { HeaderBag } from "@/lib/network-address";
import { countTry, forgetTries, giveBack } from "@/status/bounds/count-try";
import { checkPassword } from "@/status/people/check-password";

/** Thrown as the `error` that the sign-in page puts into words. */
const refuse = (reason: `TooManyAttempts.${number}` | "Unavailable") => new Error(reason);

/**
 * One try to sign in with a password: next-auth's user, or null. An unknown or shut account gets the same
 * answer as a wrong password, and is counted like one. Throws TooManyAttempts with the seconds to wait past the
 * bounds, Unavailable when nobody can be asked. A try is counted before it is judged, so that many at once gain
 * nothing.
 */
export async function passwordAttempt(
  ctx: { db: Db },
  credentials: Record<string, string> | undefined,
  headers: HeaderBag,
): Promise<{ id: string; email: string } | null> {
  const email = (credentials?.email ?? "").trim().toLowerCase().slice(0, 320);
  const password = (credentials?.password ?? "").slice(0, 1024);
  const network = networkFrom(headers);
  const wait =
    (await countTry(ctx.db, "passwordByAddress", network)) ||
    (await countTry(ctx.db, "passwordByAccount", email));
  if (wait > 0) throw refuse(`TooManyAttempts.${wait}`);
  const id = await checkPassword(ctx, { email, password }).catch((error) => {
    console.error("Sign-in could not ask the database:", error);
    throw refuse("Unavailable");
  });
  if (!id) return null;
  await giveBack(ctx.db, "passwordByAddress", network);
  await forgetTries(ctx.db, "passwordByAccount", email);
  return { id, email };
}
