import { sql } from "drizzle-orm";
import { assertMayChangePeople } from "@/communications/subscribers/may-change-people";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { lockAudience } from "@/status/audiences/lock-audience";
import { type Audience, readAudience } from "@/status/audiences/read-audience";

/**
 * Changes who belongs to a private audience in one transaction, one change at a time, and records how many came and
 * went: who they are stands in their rows alone. Owners and liaisons.
 */
export async function changePeople<Result>(
  ctx: Context,
  audienceId: string,
  act: (
    inside: Context,
    audience: Audience,
  ) => Promise<{ result: Result; added: number; changed: number; removed: number }>,
): Promise<Result> {
  assertMayChangePeople(ctx);
  return changePeopleOf(ctx, audienceId, act);
}

/** The same for a verb that has its own right to it. */
export async function changePeopleOf<Result>(
  ctx: Context,
  audienceId: string,
  act: Parameters<typeof changePeople<Result>>[2],
): Promise<Result> {
  return ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('import subscribers', 0))`);
    await lockAudience(tx, audienceId);
    const inside = { ...ctx, db: tx };
    const { result, ...counts } = await act(inside, await readAudience(tx, audienceId));
    if (counts.added + counts.changed + counts.removed > 0) {
      await recordEvent(inside, { kind: "people_changed", details: { audienceId, ...counts } });
    }
    return result;
  });
}
