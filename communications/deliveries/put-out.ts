import { and, eq, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { lightEngine } from "@/communications/queue";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentAudiences } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { typedText } from "@/lib/typed";
import { lockAudience } from "@/status/audiences/lock-audience";
import { authorise, may } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { isLocked } from "@/status/incidents/name-of-incident";
import { Id } from "@/status/updates/schemas";
import { stopTellingAudience } from "./stop-telling-audience";

const PutOut = z.object({
  incidentId: Id,
  audienceId: Id,
  reason: typedText().min(5, "Say why, in a sentence.").max(500),
});

/**
 * Puts an audience that an owner let into a locked security incident out again: from this moment their page and their
 * list of messages say nothing of it, nothing that waits for them is told, and they cannot be written to. What left is
 * with them, and in the ledger. For owners and for whoever let them in (else `not_allowed`), with the reason. Refuses
 * where nothing is locked (`not_locked`) or the audience was not let in (`not_let_in`).
 */
export async function putOut(ctx: Context, input: z.input<typeof PutOut>): Promise<void> {
  authorise(ctx.actor, "speak");
  const { incidentId, audienceId, reason } = PutOut.parse(input);
  const engine = await lightEngine(ctx.db);
  await ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const incident = await lockIncident(tx, incidentId);
    if (!isLocked(incident)) throw new DomainError("not_locked", "This incident is not locked.");
    const { name } = await lockAudience(tx, audienceId);
    const letIn = and(
      eq(incidentAudiences.incidentId, incidentId),
      eq(incidentAudiences.audienceId, audienceId),
      isNotNull(incidentAudiences.letInAt),
    );
    const [row] = await tx.select({ by: incidentAudiences.letInBy }).from(incidentAudiences).where(letIn);
    if (!row) throw new DomainError("not_let_in", `${name} was not let in, or is out again.`);
    if (!mayPutOut(ctx, row.by)) {
      throw new DomainError("not_allowed", "An owner puts an audience out again, or whoever let it in.");
    }
    // Without a row they have no promise either, and no clock warns of one.
    await tx.delete(incidentAudiences).where(letIn);
    await stopTellingAudience(inside, engine, { incidentId, audienceId });
    const details = { audienceId, name, reason };
    await recordEvent(inside, { kind: "audience_put_out", incidentId, details });
  });
}

/** Whether somebody may put an audience out that `letInBy` let in. */
export const mayPutOut = ({ actor }: Pick<Context, "actor">, letInBy: string | null): boolean =>
  may(actor, "let audiences in") || (actor.kind === "user" && actor.id === letInBy);
