import { and, eq, isNotNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { secondFactorRoles, secondFactors } from "@/db/schema/second-factors";
import type { Role, SessionState, SignInWay } from "@/lib/vocabulary";

/** What somebody who proved a password or a mailbox still has to bring. Who comes by single sign-on proved it there. */
export async function stateOfSession(
  { db }: Pick<Context, "db">,
  { userId, role, way }: { userId: string; role: Role; way: SignInWay },
): Promise<SessionState> {
  if (way === "sso") return "open";
  if (await hasSecondFactor({ db }, userId)) return "code_needed";
  return (await isRequiredOf({ db }, role)) ? "set_up_needed" : "open";
}

/** Whether a code is asked of this person. */
export async function hasSecondFactor({ db }: Pick<Context, "db">, userId: string): Promise<boolean> {
  const [factor] = await db
    .select({ at: secondFactors.confirmedAt })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return factor !== undefined;
}

/** Whether people of this role must have one. */
export async function isRequiredOf({ db }: Pick<Context, "db">, role: Role): Promise<boolean> {
  const [required] = await db.select().from(secondFactorRoles).where(eq(secondFactorRoles.role, role));
  return required !== undefined;
}
