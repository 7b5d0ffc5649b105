import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { subscribers } from "@/db/schema/subscribers";
import { isId } from "@/lib/ids";

const NewSecret = z.object({
  subscriberId: z.string().refine(isId),
  /** The version in place of which there is to be a new one: a second press of the same button makes no other. */
  version: z.number().int(),
});

/** Makes a webhook a new signing secret; messages are signed with the one before too, for a day (signing-secrets). */
export async function makeNewSecret(
  ctx: Pick<Context, "db" | "now">,
  input: z.input<typeof NewSecret>,
): Promise<void> {
  const { subscriberId, version } = NewSecret.parse(input);
  await ctx.db
    .update(subscribers)
    .set({ secretVersion: version + 1, secretRotatedAt: ctx.now, updatedAt: ctx.now })
    .where(
      and(
        eq(subscribers.id, subscriberId),
        eq(subscribers.channel, "webhook"),
        eq(subscribers.secretVersion, version),
      ),
    );
}
