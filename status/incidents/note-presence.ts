import { and, asc, eq, gt, ne } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { presences } from "@/db/schema/incident-people";
import { users } from "@/db/schema/users";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";

/** Forms say every 10 seconds that they are open; who was silent for longer than three of these has gone. */
const presentSeconds = 35;

const NotePresence = z.object({ incidentId: Id });

/** Notes that somebody has the incident's form open, and answers who else has, by name. Part of no history. */
export async function notePresence(
  ctx: Context,
  input: z.input<typeof NotePresence>,
): Promise<{ others: string[] }> {
  authorise(ctx.actor, "speak");
  const { incidentId } = NotePresence.parse(input);
  const { db, actor, now } = ctx;
  if (actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const seen = { writing: "update", seenAt: now };
  await db
    .insert(presences)
    .values({ incidentId, userId: actor.id, ...seen })
    .onConflictDoUpdate({ target: [presences.incidentId, presences.userId], set: seen });
  const since = new Date(now.getTime() - presentSeconds * 1000);
  const rows = await db
    .select({ email: users.email, name: users.name })
    .from(presences)
    .innerJoin(users, eq(users.id, presences.userId))
    .where(
      and(
        ...[eq(presences.incidentId, incidentId), ne(presences.userId, actor.id)],
        gt(presences.seenAt, since),
      ),
    )
    .orderBy(asc(users.name), asc(users.email));
  return { others: rows.map(({ name, email }) => name ?? email) };
}
