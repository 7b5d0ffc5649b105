import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { audienceServices } from "@/db/schema/audiences";
import { publicAudienceId } from "@/status/updates/insert-update";
import { Id } from "@/status/updates/schemas";
import { change } from "./change";

const ShowService = z.object({ serviceId: Id, shown: z.boolean() });

/** Shows a service on the public page, or hides it there: its incidents then do not name it. */
export async function showService(
  ctx: Context,
  input: z.input<typeof ShowService>,
): Promise<{ version: number }> {
  const { serviceId, shown } = ShowService.parse(input);
  return change(ctx, async ({ db }) => {
    const audienceId = await publicAudienceId({ db });
    if (shown) {
      await db.insert(audienceServices).values({ audienceId, serviceId }).onConflictDoNothing();
    } else {
      await db
        .delete(audienceServices)
        .where(and(eq(audienceServices.audienceId, audienceId), eq(audienceServices.serviceId, serviceId)));
    }
    return {};
  });
}
