import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { events } from "@/db/schema/events";
import { updates } from "@/db/schema/updates";
import { DomainError } from "@/lib/domain-error";
import type { Channel } from "@/lib/vocabulary";
import type { FanOutKey } from "./settle";

/** What a person decided about messages of one fan-out, as the event keeps it; `recipients` as they were before. */
export type Decision = {
  updateId: string;
  channel: Channel;
  decision: "again" | "arrived";
  reason: string;
  recipients: DecidedRecipient[];
};
export type DecidedRecipient = { id: string; failure: string | null; providerId: string | null };

/** Who may say what becomes of messages; answers their name. Throws for viewers and machines. */
export function whoDecides({ actor }: Pick<Context, "actor">): string {
  if (actor.kind !== "user" || actor.role === "viewer") {
    throw new DomainError("not_allowed", "Your role can look, but not send. Ask an owner.");
  }
  return actor.name;
}

/**
 * Keeps a decision in the history, with its reason and who it was about. Nothing of it is public and nobody is told
 * of it: no new version, and its telling counts as planned.
 */
export async function noteDecision(
  ctx: Context,
  kind: "deliveries_retried" | "deliveries_decided",
  key: FanOutKey,
  { decision, reason, recipients }: Omit<Decision, "updateId" | "channel">,
): Promise<void> {
  const details: Decision = {
    updateId: key.updateId,
    channel: key.channel,
    decision,
    reason,
    recipients: recipients.map(({ id, failure, providerId }) => ({ id, failure, providerId })),
  };
  const [subject] = await subjectOf(ctx.db, key);
  await ctx.db.insert(events).values({
    kind,
    publicVersion: subject!.publicVersion,
    incidentId: subject!.incidentId,
    maintenanceId: subject!.maintenanceId,
    actorId: ctx.actor.kind === "user" ? ctx.actor.id : null,
    at: ctx.now,
    details,
    toldAt: ctx.now,
  });
}

const subjectOf = (db: Db, { updateId, audienceId }: FanOutKey) =>
  db
    .select({
      incidentId: updates.incidentId,
      maintenanceId: updates.maintenanceId,
      publicVersion: audiences.publicVersion,
    })
    .from(updates)
    .innerJoin(audiences, eq(audiences.id, audienceId))
    .where(eq(updates.id, updateId));
