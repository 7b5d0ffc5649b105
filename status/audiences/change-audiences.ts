import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { DomainError } from "@/lib/domain-error";
import type { EventKind } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";

type Kind = Exclude<Extract<EventKind, `audience_${string}`>, "audience_opened">;

/** Changes an audience in one transaction and records it. No reader can see it: the public version stays. */
export async function changeAudiences(
  ctx: Context,
  kind: Kind,
  act: (inside: Context) => Promise<{ audienceId: string; name: string }>,
): Promise<{ audienceId: string }> {
  authorise(ctx.actor, "change audiences");
  return ctx.db
    .transaction(async (tx) => {
      const inside = { ...ctx, db: tx };
      const { audienceId, name } = await act(inside);
      await recordEvent(inside, { kind, details: { audienceId, name } });
      return { audienceId };
    })
    .catch((error) => {
      if (!isTakenSlug(error)) throw error;
      const words = "Another audience has this address, or had it once. Choose another.";
      throw new DomainError("slug_taken", words, { slug: words });
    });
}

/** PostgreSQL's word that a unique key is taken, wherever drizzle has put it. */
function isTakenSlug(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, constraint } = error as { code?: string; constraint?: string };
  return (code === "23505" && constraint === "audiences_slug_unique") || isTakenSlug(error.cause);
}
