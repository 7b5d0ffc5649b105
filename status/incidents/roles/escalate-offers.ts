import { and, asc, desc, eq, isNull, lte, ne } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidentRoleHolders } from "@/db/schema/incident-people";
import { incidents } from "@/db/schema/incidents";
import { users } from "@/db/schema/users";
import { authorise } from "@/status/authorise";
import { holderOf, offered, ofRole } from "./holders";

/** An offer that nobody answers goes on to the next person after this long. */
export const answerSeconds = 120;
/** Offers that go on in one step of the clock; the next step takes the rest. */
const atOnce = 50;

type Offer = typeof incidentRoleHolders.$inferSelect;

/**
 * Sends unanswered offers of open incidents on: to the deputy, then the commander, then the owners, each once. Who was
 * asked last stays asked when there is nobody left. A step of the clock: it compares times in the database with the
 * time it is given, so it goes on where it was after a restart.
 */
export async function escalateOffers(ctx: Context): Promise<number> {
  authorise(ctx.actor, "run the clock");
  const due = new Date(ctx.now.getTime() - answerSeconds * 1000);
  const waiting = await ctx.db
    .select({ id: incidentRoleHolders.id, incidentId: incidentRoleHolders.incidentId })
    .from(incidentRoleHolders)
    .innerJoin(incidents, eq(incidents.id, incidentRoleHolders.incidentId))
    .where(
      and(
        ...[offered, lte(incidentRoleHolders.offeredAt, due)],
        ...[ne(incidents.status, "resolved"), isNull(incidents.withdrawnAt)],
      ),
    )
    .orderBy(asc(incidentRoleHolders.offeredAt))
    .limit(atOnce);
  let sent = 0;
  for (const { id, incidentId } of waiting) if (await escalate(ctx, id, incidentId)) sent++;
  return sent;
}

async function escalate(ctx: Context, offerId: string, incidentId: string): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    await tx.select({ id: incidents.id }).from(incidents).where(eq(incidents.id, incidentId)).for("update");
    const [offer] = await tx
      .select()
      .from(incidentRoleHolders)
      .where(and(eq(incidentRoleHolders.id, offerId), offered));
    const next = offer && (await nextPerson(tx, offer));
    if (!offer || !next) return false;
    const { role, offeredBy, escalations } = offer;
    await tx.update(incidentRoleHolders).set({ endedAt: ctx.now }).where(eq(incidentRoleHolders.id, offerId));
    const [made] = await tx
      .insert(incidentRoleHolders)
      .values({
        ...{ incidentId, role, offeredBy, userId: next.id },
        ...{ offeredAt: ctx.now, escalations: escalations + 1 },
      })
      .returning({ id: incidentRoleHolders.id });
    const details = { role, to: next.name ?? next.email, offerId: made!.id, unanswered: true };
    await recordEvent({ ...ctx, db: tx }, { kind: "role_offered", incidentId, details });
    return true;
  });
}

/** Deputy, commander, owners by name: the first who was not asked yet, and who does not want to give it away. */
async function nextPerson(db: Db, offer: Offer): Promise<typeof users.$inferSelect | null> {
  const { incidentId, role, offeredBy } = offer;
  const asked = await askedSoFar(db, offer);
  const holder = await holderOf(db, incidentId, role);
  const barred = new Set([...asked, offeredBy, holder?.userId]);
  const ranked = [await holderOf(db, incidentId, "deputy"), await holderOf(db, incidentId, "commander")];
  const fit = await db
    .select()
    .from(users)
    .where(and(isNull(users.disabledAt), ne(users.role, "viewer")))
    .orderBy(asc(users.name), asc(users.email));
  const inOrder = [
    ...ranked.flatMap((one) => fit.find(({ id }) => id === one?.userId) ?? []),
    ...fit.filter((user) => user.role === "owner"),
  ];
  return inOrder.find(({ id }) => !barred.has(id)) ?? null;
}

/** Everybody whom this offer came to on its way. */
async function askedSoFar(db: Db, { incidentId, role, escalations }: Offer): Promise<string[]> {
  const rows = await db
    .select({ userId: incidentRoleHolders.userId })
    .from(incidentRoleHolders)
    .where(and(ofRole(incidentId, role), isNull(incidentRoleHolders.acceptedAt)))
    .orderBy(desc(incidentRoleHolders.offeredAt), desc(incidentRoleHolders.escalations))
    .limit(escalations + 1);
  return rows.map(({ userId }) => userId);
}
