import type { Context } from "@/db/context";
import { env } from "@/lib/env";

/**
 * Until when an update can be taken back and nothing of it leaves; null when there is no such time: with
 * UNDO_SECONDS=0, for the past, for what the clock says, and for planned work
 * (docs/decisions/0007-an-update-can-be-taken-back.md).
 */
export function undoUntil(
  { actor, now }: Pick<Context, "actor" | "now">,
  said: { incidentId?: string; postedAt?: Date },
): Date | null {
  const seconds = env().UNDO_SECONDS;
  if (seconds === 0 || actor.kind !== "user" || !said.incidentId || said.postedAt) return null;
  return new Date(now.getTime() + seconds * 1000);
}
