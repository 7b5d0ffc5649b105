import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { DomainError } from "@/lib/domain-error";

/** Refuses words for an audience that is gone (`audience_unknown`). Null is every audience. */
export async function refuseUnknownAudience(db: Db, audienceId: string | null): Promise<void> {
  if (audienceId === null) return;
  const [audience] = await db
    .select({ id: audiences.id })
    .from(audiences)
    .where(and(eq(audiences.id, audienceId), isNull(audiences.archivedAt)));
  if (audience) return;
  const words = "This audience is gone. Choose another.";
  throw new DomainError("audience_unknown", words, { audienceId: words });
}
