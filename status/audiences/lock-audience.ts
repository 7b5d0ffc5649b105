import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { DomainError } from "@/lib/domain-error";
import { isId } from "@/lib/ids";

/** Holds a private audience in use for a verb's transaction; refuses what is none (`audience_unknown`). */
export async function lockAudience(db: Db, audienceId: string): Promise<{ id: string; name: string }> {
  const [audience] = !isId(audienceId)
    ? []
    : await db
        .select({ id: audiences.id, name: audiences.name })
        .from(audiences)
        .where(and(eq(audiences.id, audienceId), eq(audiences.kind, "private"), isNull(audiences.archivedAt)))
        .for("update");
  if (!audience) throw new DomainError("audience_unknown", "This audience is no longer in use. Reload.");
  return audience;
}
