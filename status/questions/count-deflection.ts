import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/db/context";
import { questionAskers } from "@/db/schema/questions";
import { admitAsker } from "./admit-asker";
import { Asking } from "./schemas";

/** "I was about to join the call", and did not: counted once for each person and incident. */
export async function countDeflection(
  ctx: Pick<Context, "db" | "now">,
  input: z.input<typeof Asking>,
): Promise<void> {
  const asking = Asking.parse(input);
  const { incidentId, audienceId } = asking;
  await ctx.db.transaction(async (tx) => {
    const { email } = await admitAsker({ db: tx, now: ctx.now }, asking);
    const counted = and(
      eq(questionAskers.incidentId, incidentId),
      eq(questionAskers.email, email),
      eq(questionAskers.wasJoining, true),
    );
    if (await tx.$count(questionAskers, counted)) return;
    await tx.insert(questionAskers).values({ incidentId, audienceId, email, wasJoining: true, at: ctx.now });
  });
}
