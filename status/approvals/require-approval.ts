import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { audienceApprovals } from "@/db/schema/audiences";
import { incidentRoles, incidentTypes } from "@/lib/vocabulary";
import { onlyOwners } from "@/status/people/only-owners";
import { Id } from "@/status/updates/schemas";

const RequireApproval = z.object({
  audienceId: Id,
  incidentType: z.enum(incidentTypes),
  /** Null: nobody's. */
  role: z.enum(incidentRoles).nullable(),
});

/** Says whose yes an audience's words need, for incidents of a type. Owners only. */
export async function requireApproval(ctx: Context, input: z.input<typeof RequireApproval>): Promise<void> {
  onlyOwners(ctx.actor);
  const { role, ...key } = RequireApproval.parse(input);
  await ctx.db.transaction(async (tx) => {
    const { audienceId, incidentType } = audienceApprovals;
    await tx
      .delete(audienceApprovals)
      .where(and(eq(audienceId, key.audienceId), eq(incidentType, key.incidentType)));
    if (role) await tx.insert(audienceApprovals).values({ ...key, role });
    await recordEvent({ ...ctx, db: tx }, { kind: "approvals_changed", details: { ...key, role } });
  });
}
