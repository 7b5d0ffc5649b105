import { and, eq, sql } from "drizzle-orm";
import type { Frozen } from "@/communications/channels/channel";
import { channelWay } from "@/communications/channels/list";
import type { Context } from "@/db/context";
import { wordings } from "@/db/schema/deliveries";
import { readAudience } from "@/status/audiences/read-audience";
import { readTold } from "./read-told";
import type { FanOutKey } from "./settle";

/**
 * The words of an update for a channel, together with those of earlier updates (`also`, oldest first). Frozen by
 * whoever asks first; from then on everybody gets the same, also when the update is corrected meanwhile.
 */
export async function frozenWords(
  ctx: Pick<Context, "db" | "now">,
  key: FanOutKey,
  also: string[] = [],
): Promise<Frozen> {
  const known = await read(ctx, key, also);
  if (known) return known;
  const told = await readTold(ctx.db, await readAudience(ctx.db, key.audienceId), key.updateId, also);
  const words = await channelWay(key.channel).compose(told);
  await ctx.db
    .insert(wordings)
    .values({ ...key, also, ...words, frozenAt: ctx.now })
    .onConflictDoNothing();
  return (await read(ctx, key, also)) ?? words;
}

async function read(
  { db }: Pick<Context, "db">,
  key: FanOutKey,
  also: string[],
): Promise<Frozen | undefined> {
  const [words] = await db
    .select({ subject: wordings.subject, html: wordings.html, text: wordings.text })
    .from(wordings)
    .where(
      and(
        eq(wordings.updateId, key.updateId),
        eq(wordings.audienceId, key.audienceId),
        eq(wordings.channel, key.channel),
        sql`${wordings.also} = ${sql.param(also)}::text[]`,
      ),
    );
  return words;
}
