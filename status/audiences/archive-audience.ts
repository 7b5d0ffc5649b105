import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { Id } from "@/status/updates/schemas";
import { changeAudiences } from "./change-audiences";
import { lockAudience } from "./lock-audience";

const ArchiveAudience = z.object({ audienceId: Id });

/** Takes an audience out of use: nobody writes to it and nobody gets into its page. What was said is kept. */
export async function archiveAudience(
  ctx: Context,
  input: z.input<typeof ArchiveAudience>,
): Promise<{ audienceId: string }> {
  const { audienceId } = ArchiveAudience.parse(input);
  return changeAudiences(ctx, "audience_archived", async ({ db, now }) => {
    const { name } = await lockAudience(db, audienceId);
    await db.update(audiences).set({ archivedAt: now, updatedAt: now }).where(eq(audiences.id, audienceId));
    return { audienceId, name };
  });
}
