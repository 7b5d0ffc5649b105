import { max } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { audienceServices } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import { dayIn } from "@/lib/zoned-time";
import { publicAudienceId } from "@/status/updates/insert-update";
import { change } from "./change";
import { Description, GroupId, ServiceName } from "./schemas";

const AddService = z.object({
  name: ServiceName,
  description: Description.default(null),
  groupId: GroupId.default(null),
  /** The first day with data, `YYYY-MM-DD`; today when left out. */
  startDate: z.iso.date().optional(),
});

/** Adds a service at the end of its group and shows it on the public page. */
export async function addService(
  ctx: Context,
  input: z.input<typeof AddService>,
): Promise<{ serviceId: string; version: number }> {
  const { startDate = dayIn(ctx.now, "UTC"), ...facts } = AddService.parse(input);
  return change(ctx, async ({ db, now }) => {
    const [last] = await db.select({ position: max(services.position) }).from(services);
    const position = (last?.position ?? 0) + 1;
    const [service] = await db
      .insert(services)
      .values({ ...facts, startDate, position, createdAt: now, updatedAt: now })
      .returning({ id: services.id });
    const serviceId = service!.id;
    await db.insert(audienceServices).values({ audienceId: await publicAudienceId({ db }), serviceId });
    return { serviceId };
  });
}
