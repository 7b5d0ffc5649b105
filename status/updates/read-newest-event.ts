import { desc } from "drizzle-orm";
import type { Context } from "@/db/context";
import { events } from "@/db/schema/events";
import { authorise } from "@/status/authorise";

/** The newest event's number: a desk that knows it has seen all. 0: nothing happened yet. */
export async function readNewestEvent(ctx: Pick<Context, "db" | "actor">): Promise<number> {
  authorise(ctx.actor, "look");
  const [newest] = await ctx.db.select({ id: events.id }).from(events).orderBy(desc(events.id)).limit(1);
  return newest?.id ?? 0;
}
