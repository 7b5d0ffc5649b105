import type { Db } from "@/db/client";
import { checkPassword } from "@/status/people/check-password";
import { isSpent, withinBounds, wrongPasswordsByAccount, wrongPasswordsByAddress } from "./attempts";
import { type HeaderBag, remoteAddress } from "./remote-address";

/** Thrown as the `error` that the sign-in page puts into words. */
const refuse = (reason: "TooManyAttempts" | "Unavailable") => new Error(reason);

/**
 * One try to sign in with a password: next-auth's user, or null. An unknown or shut account gets the same
 * answer as a wrong password. Throws TooManyAttempts past the bounds, Unavailable when nobody can be asked.
 */
export async function passwordAttempt(
  ctx: { db: Db },
  credentials: Record<string, string> | undefined,
  headers: HeaderBag,
): Promise<{ id: string; email: string } | null> {
  const email = (credentials?.email ?? "").trim().toLowerCase().slice(0, 320);
  const password = (credentials?.password ?? "").slice(0, 1024);
  const address = remoteAddress(headers);
  if ((await isSpent(wrongPasswordsByAddress, address)) || (await isSpent(wrongPasswordsByAccount, email))) {
    throw refuse("TooManyAttempts");
  }
  const id = await checkPassword(ctx, { email, password }).catch((error) => {
    console.error("Sign-in could not ask the database:", error);
    throw refuse("Unavailable");
  });
  if (id) {
    await wrongPasswordsByAccount.delete(email);
    return { id, email };
  }
  await Promise.all([
    withinBounds(wrongPasswordsByAddress, address),
    withinBounds(wrongPasswordsByAccount, email),
  ]);
  return null;
}
