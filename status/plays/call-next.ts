import { and, asc, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { summons, summonsCalls } from "@/db/schema/plays";
import { users } from "@/db/schema/users";
import { holderOf } from "@/status/incidents/roles/holders";
import { nextSummons } from "./next-summons";
import { Summoned } from "./play";

export type Summons = typeof summons.$inferSelect;

/**
 * Asks the next person of a summons, if it is time; when nobody is left it is exhausted, and owners are told. Part of a
 * transaction that holds the incident. Answers whether anything happened.
 */
export async function callNext(ctx: Context, one: Summons): Promise<boolean> {
  const { id: summonsId, incidentId, role } = one;
  const people = Summoned.array().parse(one.people);
  const calls = await callsOf(ctx.db, summonsId);
  const facts = { people: people.map(({ userId }) => userId), unfit: await unfitFor(ctx.db, one), calls };
  const next = nextSummons(facts, ctx.now);
  if (next.kind === "wait") return false;
  const last = calls.at(-1);
  const details = { role, summonsId, ...(last && { unanswered: await nameOf(ctx.db, last.userId) }) };
  if (next.kind === "exhausted") {
    await ctx.db
      .update(summons)
      .set({ state: "exhausted", endedAt: ctx.now })
      .where(eq(summons.id, summonsId));
    await recordEvent(ctx, { kind: "summons_exhausted", incidentId, details });
    return true;
  }
  const { userId, place } = next;
  const answerBy = new Date(ctx.now.getTime() + one.answerSeconds * 1000);
  await ctx.db.insert(summonsCalls).values({ summonsId, userId, place, calledAt: ctx.now, answerBy });
  await ctx.db.update(summons).set({ dueAt: answerBy }).where(eq(summons.id, summonsId));
  const to = await nameOf(ctx.db, userId);
  await recordEvent(ctx, { kind: "summoned", incidentId, details: { ...details, to, userId } });
  return true;
}

export const callsOf = (db: Db, summonsId: string) =>
  db
    .select()
    .from(summonsCalls)
    .where(eq(summonsCalls.summonsId, summonsId))
    .orderBy(asc(summonsCalls.calledAt), asc(summonsCalls.place));

/** Those whose account is shut or only looks, and who is liaison already: nobody is two of a play's people. */
async function unfitFor(db: Db, { incidentId, role, people }: Summons): Promise<Set<string>> {
  const ids = Summoned.array()
    .parse(people)
    .map(({ userId }) => userId);
  const shut = await db
    .select({ id: users.id })
    .from(users)
    .where(and(inArray(users.id, ids), or(isNotNull(users.disabledAt), eq(users.role, "viewer"))));
  const liaison = role === "customer_liaison" ? null : await holderOf(db, incidentId, "customer_liaison");
  return new Set([...shut.map(({ id }) => id), ...(liaison && ids.length > 1 ? [liaison.userId] : [])]);
}

export async function nameOf(db: Db, userId: string): Promise<string> {
  const [user] = await db
    .select({ name: users.name, email: users.email })
    .from(users)
    .where(eq(users.id, userId));
  return user?.name ?? user?.email ?? "";
}
