import { and, eq, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { sessions } from "@/db/schema/sessions";
import { DomainError } from "@/lib/domain-error";
import type { SessionEnd } from "@/lib/vocabulary";

/** Ends one of one's own sessions, at once: its next request is a stranger's, and its browser is not known any more. */
export async function revokeSession(ctx: Context, input: { id: string }): Promise<void> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const { id } = z.object({ id: z.string() }).parse(input);
  const [ended] = await ctx.db
    .update(sessions)
    .set({ endedAt: ctx.now, endedBy: "revoked" })
    .where(and(eq(sessions.id, id), eq(sessions.userId, ctx.actor.id), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  if (!ended) throw new DomainError("session_over", "This session is over already.");
}

/** Ends all of one's own sessions but the one that is asked from. */
export async function revokeOtherSessions(ctx: Context, input: { sessionId: string }): Promise<void> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  await endSessionsOf(ctx, { userId: ctx.actor.id, by: "revoked", but: input.sessionId });
}

/** Ends all sessions of a person, but one. Part of another verb. */
export async function endSessionsOf(
  { db, now }: Pick<Context, "db" | "now">,
  { userId, by, but }: { userId: string; by: SessionEnd; but?: string },
): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now, endedBy: by })
    .where(
      and(eq(sessions.userId, userId), isNull(sessions.endedAt), but ? ne(sessions.id, but) : undefined),
    );
}

/** Ends the session of somebody who signs out, or goes on with another. */
export async function endSession(
  { db, now }: Pick<Context, "db" | "now">,
  { id, by }: { id: string; by: "signed_out" | "went_on" },
): Promise<void> {
  await db
    .update(sessions)
    .set({ endedAt: now, endedBy: by })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}
