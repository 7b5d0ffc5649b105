import { and, eq, gt, isNull, ne, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { invitations } from "@/db/schema/invitations";
import { accounts, users } from "@/db/schema/users";
import { oneLine } from "@/lib/visible-text";
import type { Role } from "@/lib/vocabulary";
import { endSessionsOf } from "@/status/sessions/end-sessions";
import type { Entry } from "./decide-entry";

const nameMax = 120;

/** How next-auth names a provider of ours, in addresses and in its table of accounts. */
export const accountProvider = (providerId: string) => `sso-${providerId}`;

/**
 * The account of somebody who came by a provider: the one that is theirs already, the one with their address, or a
 * new one (just in time) with the role that their groups or an invitation give them. The role follows the groups each
 * time where groups give roles, but the last owner stays one, and who may break the glass is left alone. Null: there is
 * no account for them, or it is shut. Part of coming in, in its transaction.
 */
export async function settlePerson(
  { db, now }: Pick<Context, "db" | "now">,
  providerId: string,
  entry: Entry,
): Promise<string | null> {
  const provider = accountProvider(providerId);
  const known = (await byAccount(db, provider, entry.subject)) ?? (await byEmail(db, entry.email));
  if (known?.disabledAt) return null;
  const userId = known ? await follow({ db, now }, known, entry) : await makePerson({ db, now }, entry);
  if (!userId) return null;
  await db
    .insert(accounts)
    .values({ userId, type: "oauth", provider, providerAccountId: entry.subject })
    .onConflictDoNothing();
  return userId;
}

const columns = {
  id: users.id,
  role: users.role,
  disabledAt: users.disabledAt,
  breakGlass: users.breakGlass,
};

async function byAccount(db: Context["db"], provider: string, subject: string) {
  const [found] = await db
    .select(columns)
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.provider, provider), eq(accounts.providerAccountId, subject)))
    .for("update", { of: users });
  return found;
}

async function byEmail(db: Context["db"], email: string) {
  const [found] = await db
    .select(columns)
    .from(users)
    .where(eq(sql`lower(${users.email})`, email))
    .for("update");
  return found;
}

/** An invitation may be used by coming in this way, too. */
async function invitedRole({ db, now }: Pick<Context, "db" | "now">, email: string): Promise<Role | null> {
  const [used] = await db
    .update(invitations)
    .set({ usedAt: now })
    .where(
      and(
        eq(sql`lower(${invitations.email})`, email),
        isNull(invitations.usedAt),
        isNull(invitations.withdrawnAt),
        gt(invitations.expiresAt, now),
      ),
    )
    .returning({ role: invitations.role });
  return used?.role ?? null;
}

/** An account that is there. Null: their groups say nothing any more, and they are out wherever they were in. */
async function follow(
  { db, now }: Pick<Context, "db" | "now">,
  { id, role, breakGlass }: Pick<typeof users.$inferSelect, "id" | "role" | "breakGlass">,
  entry: Entry,
): Promise<string | null> {
  if (!entry.byGroups || breakGlass || entry.role === role) return id;
  if (entry.role === null) {
    await endSessionsOf({ db, now }, { userId: id, by: "account_shut" });
    return null;
  }
  await changeRole(db, id, entry.role);
  return id;
}

async function makePerson(ctx: Pick<Context, "db" | "now">, entry: Entry): Promise<string | null> {
  const role = entry.role ?? (await invitedRole(ctx, entry.email));
  if (!role) return null;
  const { db, now } = ctx;
  const { email, name } = entry;
  const shown = oneLine(name).slice(0, nameMax) || email;
  const [made] = await db
    .insert(users)
    .values({ name: shown, email, role, emailVerified: now, createdAt: now })
    .returning({ id: users.id });
  return made!.id;
}

async function changeRole(db: Context["db"], id: string, role: Role): Promise<void> {
  const otherOwners = await db
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "owner"), isNull(users.disabledAt), ne(users.id, id)))
    .for("update");
  const [person] = await db.select({ role: users.role }).from(users).where(eq(users.id, id));
  if (person?.role === "owner" && otherOwners.length === 0) return;
  await db.update(users).set({ role }).where(eq(users.id, id));
}
