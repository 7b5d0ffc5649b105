import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { hashPassword } from "@/lib/password";
import { onlyOwners } from "./only-owners";
import { NewPerson } from "./schemas";

/** Gives somebody an account: with a password, or to sign in by a mailed link. Owners only. */
export async function addPerson(ctx: Context, input: NewPerson): Promise<{ id: string }> {
  onlyOwners(ctx.actor);
  const { name, email, role, password } = NewPerson.parse(input);
  const [added] = await ctx.db
    .insert(users)
    .values({
      name,
      email,
      role,
      passwordHash: password ? await hashPassword(password) : null,
      createdAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: users.id });
  if (!added) {
    throw new DomainError("email_taken", "There is already an account with this address.", {
      email: "There is already an account with this address.",
    });
  }
  return added;
}
