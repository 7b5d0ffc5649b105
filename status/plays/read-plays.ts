import { desc, eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { playSets } from "@/db/schema/plays";
import { users } from "@/db/schema/users";
import { typedText } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { type Play, Plays } from "./play";

/** The plays in use, and their version; none and 0 before the first. Part of verbs. */
export async function playsInUse(db: Db): Promise<{ version: number; plays: Play[] }> {
  const [newest] = await db.select().from(playSets).orderBy(desc(playSets.version)).limit(1);
  return { version: newest?.version ?? 0, plays: newest ? Plays.parse(newest.plays) : [] };
}

export type PlaySet = {
  version: number;
  plays: Play[];
  reason: string;
  /** Who wrote it; null when it came with the installation. */
  author: string | null;
  writtenAt: Date;
};

/** Old versions shown, newest first. */
const versionsMax = 50;

/** Every version of the plays for the desk, newest first: the first one is in use. */
export async function readPlaySets(ctx: Context): Promise<PlaySet[]> {
  authorise(ctx.actor, "look");
  const rows = await ctx.db
    .select({ set: playSets, name: users.name, email: users.email })
    .from(playSets)
    .leftJoin(users, eq(users.id, playSets.writtenBy))
    .orderBy(desc(playSets.version))
    .limit(versionsMax);
  return rows.map(({ set: { version, plays, reason, writtenAt }, name, email }) => ({
    ...{ version, reason, writtenAt, author: name ?? email },
    plays: Plays.parse(plays),
  }));
}

export const Reason = typedText().min(5, "Say why, in a sentence.").max(500, "Keep it under 500 characters.");
