import { eq, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { hashPassword, verifyPassword } from "@/lib/password";

let nobodysHash: Promise<string> | undefined;

/**
 * The id of the person with this address and password, or null. An unknown, disabled or password-less
 * account costs the same work as a wrong password, so the time tells nobody which it was.
 */
export async function checkPassword(
  ctx: Pick<Context, "db">,
  input: { email: string; password: string },
): Promise<string | null> {
  const [row] = await ctx.db
    .select({ id: users.id, hash: users.passwordHash, disabledAt: users.disabledAt })
    .from(users)
    .where(eq(sql`lower(${users.email})`, input.email.trim().toLowerCase()));
  nobodysHash ??= hashPassword("nobody has this password");
  const fits = await verifyPassword(input.password, row?.hash ?? (await nobodysHash));
  return fits && row?.hash && !row.disabledAt ? row.id : null;
}
