import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { hashPassword, verifyPassword } from "@/lib/password";
import { endSessionsOf } from "@/status/sessions/end-sessions";
import { PasswordChange } from "./schemas";

/** Changes one's own password (or sets the first one). Every other session of this person ends with it. */
export async function changePassword(ctx: Context, input: PasswordChange): Promise<void> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const { current, next, sessionId } = PasswordChange.parse(input);
  const [row] = await ctx.db
    .select({ hash: users.passwordHash })
    .from(users)
    .where(eq(users.id, ctx.actor.id));
  if (row?.hash && !(await verifyPassword(current, row.hash))) {
    throw new DomainError("wrong_password", "The current password is not right.", {
      current: "The current password is not right.",
    });
  }
  const passwordHash = await hashPassword(next);
  const userId = ctx.actor.id;
  await ctx.db.transaction(async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, userId));
    await endSessionsOf({ db: tx, now: ctx.now }, { userId, by: "password_changed", but: sessionId });
  });
}
