import { and, eq, gt, isNull, lt } from "drizzle-orm";
import type { Context } from "@/db/context";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { type Person, toPerson } from "@/status/people/read-person";

export type Session = Pick<typeof sessions.$inferSelect, "id" | "state" | "way" | "since" | "lastSeenAt">;

/** A session that has not ended, and whose it is; null when it has, or when the account is shut. */
export async function findSession(
  { db, now }: Pick<Context, "db" | "now">,
  id: string,
): Promise<{ session: Session; person: Person } | null> {
  const [found] = await db
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.id, id),
        isNull(sessions.endedAt),
        gt(sessions.expiresAt, now),
        isNull(users.disabledAt),
      ),
    );
  return found ? { session: found.session, person: toPerson(found.user) } : null;
}

/** How exactly it is known when somebody was here last. */
const seenSeconds = 60;

/** Notes that a session is in use, at most once a minute. */
export async function noteSeen(
  { db, now }: Pick<Context, "db" | "now">,
  { id, lastSeenAt }: Session,
): Promise<void> {
  const before = new Date(now.getTime() - seenSeconds * 1000);
  if (lastSeenAt >= before) return;
  await db
    .update(sessions)
    .set({ lastSeenAt: now })
    .where(and(eq(sessions.id, id), lt(sessions.lastSeenAt, before)));
}
