import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { events } from "@/db/schema/events";
import type { EventKind } from "@/lib/vocabulary";
import { type PersonalLetter, planLetters } from "./plan-letter";
import { writeApproval } from "./write-approval";
import { writeRoleOffer } from "./write-role-offer";
import { writeSummons } from "./write-summons";
import { writeSummonsExhausted } from "./write-summons-exhausted";

type Doing = Pick<Context, "db" | "now">;
export type AskingEvent = typeof events.$inferSelect;

type Writer = (ctx: Doing, event: AskingEvent) => Promise<PersonalLetter | PersonalLetter[] | null>;

/** The events by which people of the desk are asked something, and who writes to them. */
const writers: Partial<Record<EventKind, Writer>> = {
  role_offered: writeRoleOffer,
  approval_asked: writeApproval,
  summoned: writeSummons,
  summons_exhausted: writeSummonsExhausted,
};

export const isAsking = (kind: EventKind): boolean => kind in writers;

/** Plans the letters to whom an event asks something, once; nobody's when the question is over by then. */
export async function tellAsked(ctx: Doing, eventId: number): Promise<void> {
  await planLetters(ctx, async (inside) => {
    const [event] = await inside.db
      .select()
      .from(events)
      .where(and(eq(events.id, eventId), isNull(events.toldAt)))
      .for("update", { skipLocked: true });
    if (!event) return [];
    await inside.db.update(events).set({ toldAt: ctx.now }).where(eq(events.id, eventId));
    return [(await writers[event.kind]?.(inside, event)) ?? []].flat();
  });
}
