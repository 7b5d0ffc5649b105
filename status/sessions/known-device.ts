import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { hashDevice } from "./begin-session";

/** A browser is known this long after its account was last entered there. */
export const deviceDays = 180;

/**
 * Whether this account was entered at this browser before, wholly, and nobody took that back. Tries there are counted
 * apart from strangers': they cannot lock its owner out.
 */
export async function isKnownDevice(
  { db, now }: Pick<Context, "db" | "now">,
  { email, device }: { email: string; device: string | null },
): Promise<boolean> {
  if (!device) return false;
  const [found] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.device, hashDevice(device)),
        eq(sql`lower(${users.email})`, email.trim().toLowerCase()),
        eq(sessions.state, "open"),
        gt(sessions.since, new Date(now.getTime() - deviceDays * 24 * 60 * 60 * 1000)),
        or(isNull(sessions.endedBy), inArray(sessions.endedBy, ["signed_out", "went_on"])),
      ),
    )
    .limit(1);
  return found !== undefined;
}
