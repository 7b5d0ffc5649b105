import { createHash } from "node:crypto";
import { and, eq, gt, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { invitations } from "@/db/schema/invitations";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { hashPassword } from "@/lib/password";
import { typedLine } from "@/lib/typed";
import type { Role } from "@/lib/vocabulary";
import { Password } from "@/status/people/schemas";

/** A link as it is kept. */
export const hashInvitation = (token: string) => createHash("sha256").update(token).digest("base64url");

type Open = { id: string; email: string; name: string; role: Role };

/** The invitation that a link was written for; null when it was used or withdrawn, or is too old. */
export async function findInvitation(
  { db, now }: Pick<Context, "db" | "now">,
  token: string,
): Promise<Open | null> {
  const [found] = await db.select().from(invitations).where(isOpen(token, now));
  return found ?? null;
}

const Accept = z.object({
  token: z.string().max(100),
  name: typedLine().min(1, "Write your name.").max(120),
  password: Password,
});

/** Makes the account of somebody who was invited, and uses their link up. Answers who it is, with their role. */
export async function acceptInvitation(
  { db, now }: Pick<Context, "db" | "now">,
  input: z.input<typeof Accept>,
): Promise<{ id: string; role: Role }> {
  const { token, name, password } = Accept.parse(input);
  const passwordHash = await hashPassword(password);
  return db.transaction(async (tx) => {
    const [used] = await tx
      .update(invitations)
      .set({ usedAt: now })
      .where(isOpen(token, now))
      .returning({ email: invitations.email, role: invitations.role });
    if (!used) throw over();
    const { email, role } = used;
    const [made] = await tx
      .insert(users)
      .values({ name, email, role, passwordHash, emailVerified: now, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (!made) throw over();
    return { id: made.id, role };
  });
}

const isOpen = (token: string, now: Date) =>
  and(
    eq(invitations.tokenHash, hashInvitation(token)),
    isNull(invitations.usedAt),
    isNull(invitations.withdrawnAt),
    gt(invitations.expiresAt, now),
  );

const over = () =>
  new DomainError("invitation_over", "This invitation was used or withdrawn, or is too old. Ask an owner.");
