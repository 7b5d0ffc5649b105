import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { events } from "@/db/schema/events";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { returnWords } from "@/status/drafts/return-words";
import { newestStanding, takeBack } from "@/status/incidents/take-back";
import { unlinkAnswers } from "@/status/questions/carry-answers";
import { type LockedUpdate, lockUpdate } from "@/status/updates/lock-update";
import { Id } from "@/status/updates/schemas";
import { takeBackDeliveries } from "./take-back-deliveries";

const UndoUpdate = z.object({
  updateId: Id,
  /** The form that its words go back to; left out: the incident's own, or that of a new incident. */
  draftSubject: z.string().nullish(),
});
export type UndoUpdate = z.input<typeof UndoUpdate>;

export type Undone = {
  incidentId: string;
  updateId: string;
  /** The version that readers get without it. */
  version: number;
  /** The incident's, for who goes on writing. */
  revision: number;
  /** Whether it was the first word, so that the incident is gone as a whole. */
  withdrawn: boolean;
};

/**
 * Takes an update back within its time, from readers and from the ledger, before anything of it left; its words
 * become a draft again. Pressing twice is once. Refuses planned work (`undo_planned_work`), an update whose time is
 * over (`undo_late`), one that another followed (`undo_not_newest`), and one that began to leave (`undo_begun`).
 */
export async function undoUpdate(ctx: Context, input: UndoUpdate): Promise<Undone> {
  authorise(ctx.actor, "speak");
  const { updateId, draftSubject } = UndoUpdate.parse(input);
  return ctx.db.transaction(async (tx) => {
    const inside = { ...ctx, db: tx };
    const { update, incident } = await lockUpdate(tx, updateId);
    if (!incident) {
      throw new DomainError("undo_planned_work", "Planned work is not taken back: cancel it, or move it.");
    }
    if (update.undoneAt) return undoneBefore(inside, incident, updateId);
    await refuseUnlessDue(inside, { update, incident });
    const { id: incidentId, title } = incident;
    await takeBackDeliveries(inside, updateId);
    const { revision, withdrawn } = await takeBack(inside, { ...update, incidentId });
    const subject = draftSubject ?? (withdrawn ? "incident:new" : `incident:${incidentId}`);
    const answers = await unlinkAnswers(inside, updateId);
    const words = await returnWords(inside, update, { subject, title, answers });
    const { version } = await recordEvent(inside, {
      kind: "update_undone",
      incidentId,
      updateId,
      details: { number: update.number, title, words },
    });
    return { incidentId, updateId, version, revision, withdrawn };
  });
}

type Incident = NonNullable<LockedUpdate["incident"]>;

/** At the very end of its time it can no longer be taken back: that is when it may begin to leave. */
async function refuseUnlessDue(
  ctx: Context,
  { update, incident }: { update: LockedUpdate["update"]; incident: Incident },
): Promise<void> {
  if (!update.undoUntil || update.undoUntil <= ctx.now) {
    throw new DomainError(
      "undo_late",
      "The time to take it back is over: people are being told. Correct its words, or post another update.",
    );
  }
  if ((await newestStanding(ctx, incident.id)) !== update.id) {
    throw new DomainError("undo_not_newest", "Another update followed this one. Take back the newest first.");
  }
}

async function undoneBefore(
  { db }: Pick<Context, "db">,
  incident: Incident,
  updateId: string,
): Promise<Undone> {
  const [event] = await db
    .select({ version: events.publicVersion })
    .from(events)
    .where(and(eq(events.updateId, updateId), eq(events.kind, "update_undone")));
  const { id: incidentId, revision, withdrawnAt } = incident;
  return { incidentId, updateId, version: event!.version, revision, withdrawn: withdrawnAt !== null };
}
