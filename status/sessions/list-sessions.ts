import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { sessions } from "@/db/schema/sessions";
import { DomainError } from "@/lib/domain-error";
import type { SignInWay } from "@/lib/vocabulary";

export type OwnSession = {
  id: string;
  way: SignInWay;
  agent: string;
  address: string;
  since: Date;
  lastSeenAt: Date;
};

/** Where one is signed in now, the last used first. */
export async function listSessions(ctx: Context): Promise<OwnSession[]> {
  if (ctx.actor.kind !== "user") throw new DomainError("people_only", "Sign in first.");
  const { id, way, agent, address, since, lastSeenAt } = sessions;
  return ctx.db
    .select({ id, way, agent, address, since, lastSeenAt })
    .from(sessions)
    .where(and(eq(sessions.userId, ctx.actor.id), isNull(sessions.endedAt), gt(sessions.expiresAt, ctx.now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.since));
}
