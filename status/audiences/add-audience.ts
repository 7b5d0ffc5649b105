import { max } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { changeAudiences } from "./change-audiences";
import { AudienceFacts } from "./schemas";
import { writeServices } from "./write-services";

/** Adds a private audience, without people. Refuses an address that is taken (`slug_taken`). */
export async function addAudience(ctx: Context, input: AudienceFacts): Promise<{ audienceId: string }> {
  const { serviceIds, ...facts } = AudienceFacts.parse(input);
  return changeAudiences(ctx, "audience_added", async ({ db, now }) => {
    const [last] = await db.select({ position: max(audiences.position) }).from(audiences);
    const position = (last?.position ?? 0) + 1;
    const [row] = await db
      .insert(audiences)
      .values({ ...facts, kind: "private", position, createdAt: now, updatedAt: now })
      .returning({ id: audiences.id });
    const audienceId = row!.id;
    await writeServices(db, audienceId, serviceIds);
    return { audienceId, name: facts.name };
  });
}
