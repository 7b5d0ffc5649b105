import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { findingKinds, findingWeights } from "./finding";
import { defaultWeights } from "./lint";

const ChangeWeights = z.object({
  audienceId: Id,
  weights: z.partialRecord(z.enum(findingKinds), z.enum(findingWeights)),
});

/** Decides how much each finding weighs for an audience. Only what differs from the default is kept. Owners only. */
export async function changeWeights(ctx: Context, input: z.input<typeof ChangeWeights>): Promise<void> {
  authorise(ctx.actor, "weigh findings");
  const { audienceId, weights } = ChangeWeights.parse(input);
  const own = Object.fromEntries(
    findingKinds.flatMap((kind) => {
      const weight = weights[kind];
      return weight && weight !== defaultWeights[kind] ? [[kind, weight]] : [];
    }),
  );
  const changed = await ctx.db
    .update(audiences)
    .set({ lint: own, updatedAt: ctx.now })
    .where(and(eq(audiences.id, audienceId), isNull(audiences.archivedAt)))
    .returning({ id: audiences.id });
  if (changed.length === 0) throw new DomainError("audience_unknown", "This audience is gone. Reload.");
}
