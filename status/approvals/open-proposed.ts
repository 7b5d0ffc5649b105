import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { openings } from "@/db/schema/incident-people";
import { DomainError } from "@/lib/domain-error";
import { roundUp } from "@/lib/wall-time";
import { authorise } from "@/status/authorise";
import { dropDraftOf } from "@/status/drafts/drafts";
import { openIncident } from "@/status/incidents/open-incident";
import type { Posted } from "@/status/incidents/posted-before";
import { Id } from "@/status/updates/schemas";
import { Opening } from "./opening";

const OpenProposed = z.object({ openingId: Id });

/** Promises are said in round times. */
const promiseStepMinutes = 5;

/**
 * Opens an incident exactly as it was proposed and approved, and publishes it: one press, by whoever may speak. A
 * promise whose hour passed meanwhile is made for as long again. Twice is once. Throws what `openIncident` throws.
 */
export async function openProposed(ctx: Context, input: z.input<typeof OpenProposed>): Promise<Posted> {
  authorise(ctx.actor, "speak");
  const { openingId } = OpenProposed.parse(input);
  const [kept] = await ctx.db.select().from(openings).where(eq(openings.id, openingId));
  if (!kept) throw new DomainError("opening_unknown", "This proposal is gone.");
  const said = Opening.parse(kept.input);
  const ahead = (by: Date | null | undefined) => (by ? stillAhead(by, kept.proposedAt, ctx.now) : by);
  const opened = await openIncident(ctx, {
    ...said,
    nextUpdateBy: ahead(said.nextUpdateBy),
    wordings: said.wordings.map((one) => ({ ...one, nextUpdateBy: ahead(one.nextUpdateBy) })),
    onceKey: said.onceKey ?? `opening-${openingId}`,
  });
  const { draftSubject: subject, proposedBy: userId } = kept;
  if (subject && said.onceKey) await dropDraftOf(ctx.db, { userId, subject, onceKey: said.onceKey });
  return opened;
}

function stillAhead(by: Date, proposedAt: Date, now: Date): Date {
  if (by > now) return by;
  return roundUp(new Date(now.getTime() + by.getTime() - proposedAt.getTime()), promiseStepMinutes);
}
