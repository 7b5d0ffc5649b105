import { and, eq, notLike, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { subscribers } from "@/db/schema/subscribers";

/** Somebody of an audience whom we can reach by mail: the only ones who get into its page. */
export type Member = { id: string; email: string; name: string | null; language: string };

/** Erased people keep a row with their address replaced. */
const erasedAddress = "erased:%";

/** The member who holds this id now; null when they were removed. Who stopped our letters may still look. */
export const findMember = (db: Db, audienceId: string, id: string) =>
  one(db, audienceId, eq(subscribers.id, id));

/** The member with this email address. */
export const findMemberByEmail = (db: Db, audienceId: string, email: string) =>
  one(db, audienceId, eq(subscribers.address, email.trim().toLowerCase()));

async function one(db: Db, audienceId: string, which: SQL): Promise<Member | null> {
  const { id, address: email, name, language } = subscribers;
  const [row] = await db
    .select({ id, email, name, language })
    .from(subscribers)
    .where(
      and(
        eq(subscribers.audienceId, audienceId),
        eq(subscribers.kind, "stakeholder"),
        eq(subscribers.channel, "email"),
        notLike(subscribers.address, erasedAddress),
        which,
      ),
    );
  return row ?? null;
}
