import { eq } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { Id } from "@/status/updates/schemas";
import { changeAudiences } from "./change-audiences";
import { lockAudience } from "./lock-audience";
import { AudienceFacts } from "./schemas";
import { writeServices } from "./write-services";

const ChangeAudience = AudienceFacts.extend({ audienceId: Id });

/** Changes a private audience as a whole: what is not given is gone. Letters that left keep the old address. */
export async function changeAudience(
  ctx: Context,
  input: AudienceFacts & { audienceId: string },
): Promise<{ audienceId: string }> {
  const { audienceId, serviceIds, ...facts } = ChangeAudience.parse(input);
  return changeAudiences(ctx, "audience_changed", async ({ db, now }) => {
    await lockAudience(db, audienceId);
    await db
      .update(audiences)
      .set({ ...facts, updatedAt: now })
      .where(eq(audiences.id, audienceId));
    await writeServices(db, audienceId, serviceIds);
    return { audienceId, name: facts.name };
  });
}
