import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { summons, summonsCalls } from "@/db/schema/plays";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { lockIncident } from "@/status/incidents/lock-incident";
import { personOf } from "@/status/incidents/roles/answer-offer";
import { end, held, offered } from "@/status/incidents/roles/holders";
import { Id } from "@/status/updates/schemas";
import type { Summons } from "./call-next";
import { wasTaken } from "./was-taken";

const AcknowledgeSummons = z.object({ summonsId: Id });

/**
 * Answers a summons: the role is theirs in the same moment. For whoever it asked, also late, as long as nobody else
 * has it. Throws `summons_over` when it is answered, called off, or the incident is over; `not_yours` for others.
 */
export async function acknowledgeSummons(
  ctx: Context,
  input: z.input<typeof AcknowledgeSummons>,
): Promise<{ incidentId: string }> {
  authorise(ctx.actor, "speak");
  const { summonsId } = AcknowledgeSummons.parse(input);
  const userId = personOf(ctx);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const one = await lockSummons(tx, summonsId);
    const { incidentId, role } = one;
    const asked = and(eq(summonsCalls.summonsId, summonsId), eq(summonsCalls.userId, userId));
    const [call] = await tx.select().from(summonsCalls).where(asked);
    if (!call) throw new DomainError("not_yours", "Somebody else was asked: only they can acknowledge.");
    await end(inside, incidentId, role, held);
    await end(inside, incidentId, role, offered);
    await tx
      .insert(incidentRoleHolders)
      .values({ incidentId, role, userId, offeredAt: call.calledAt, acceptedAt: ctx.now });
    await tx
      .update(summons)
      .set({ state: "acknowledged", endedAt: ctx.now, acknowledgedBy: userId })
      .where(eq(summons.id, summonsId));
    await recordEvent(inside, { kind: "summons_acknowledged", incidentId, details: { role, summonsId } });
    return { incidentId };
  });
}

/** A summons that can be answered, with its incident locked. */
async function lockSummons(tx: Db, summonsId: string): Promise<Summons> {
  const [known] = await tx.select().from(summons).where(eq(summons.id, summonsId));
  if (!known) throw over();
  const incident = await lockIncident(tx, known.incidentId);
  const [one] = await tx
    .select()
    .from(summons)
    .where(and(eq(summons.id, summonsId), inArray(summons.state, ["waiting", "exhausted"])));
  if (!one || incident.status === "resolved" || (await wasTaken(tx, one))) throw over();
  return one;
}

const over = () =>
  new DomainError(
    "summons_over",
    "Nobody is needed any more: somebody else has the role, or the incident is over.",
  );
