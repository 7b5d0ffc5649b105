import { eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audienceServices } from "@/db/schema/audiences";
import { services } from "@/db/schema/services";
import { DomainError } from "@/lib/domain-error";

/** Writes which services matter to an audience, in place of those before. Part of a verb's transaction. */
export async function writeServices(db: Db, audienceId: string, serviceIds: string[]): Promise<void> {
  await db.delete(audienceServices).where(eq(audienceServices.audienceId, audienceId));
  const chosen = [...new Set(serviceIds)];
  if (chosen.length === 0) return;
  if ((await db.$count(services, inArray(services.id, chosen))) !== chosen.length) {
    throw new DomainError("service_unknown", "A service you chose is gone. Reload and choose again.");
  }
  await db.insert(audienceServices).values(chosen.map((serviceId) => ({ audienceId, serviceId })));
}
