import { and, eq, isNull, ne } from "drizzle-orm";
import type { Context } from "@/db/context";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { endSessionsOf } from "@/status/sessions/end-sessions";
import { onlyOwners } from "./only-owners";
import { PersonChange } from "./schemas";

/** Changes a person's role, or shuts and opens their account. Owners only; one working owner always stays. */
export async function changePerson(ctx: Context, input: PersonChange): Promise<void> {
  onlyOwners(ctx.actor);
  const { id, role, disabled } = PersonChange.parse(input);
  await ctx.db.transaction(async (tx) => {
    const others = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.role, "owner"), isNull(users.disabledAt), ne(users.id, id)))
      .for("update");
    const stopsBeingOwner = disabled || (role && role !== "owner");
    if (stopsBeingOwner && others.length === 0) {
      throw new DomainError("last_owner", "This is the last owner. Make somebody else an owner first.");
    }
    const [changed] = await tx
      .update(users)
      .set({
        ...(role && { role }),
        ...(disabled !== undefined && { disabledAt: disabled ? ctx.now : null }),
      })
      .where(eq(users.id, id))
      .returning({ id: users.id });
    if (disabled) await endSessionsOf({ db: tx, now: ctx.now }, { userId: id, by: "account_shut" });
    if (!changed) throw new DomainError("person_not_found", "This account does not exist any more.");
  });
}
