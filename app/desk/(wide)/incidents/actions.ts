"use server";

import { action } from "@/app/action";
import type { DeskContext } from "@/app/desk-context";
import type { ComposerPayload } from "@/components/desk/composer/fields";
import { DomainError } from "@/lib/domain-error";
import { manyLines } from "@/lib/visible-text";
import { dropDraft } from "@/status/drafts/drafts";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import { readIncident } from "@/status/incidents/read-incident";
import type { OpenIncident } from "@/status/incidents/schemas";
import { factsOf, openingOf } from "./facts-of";
import { onceKeyOf } from "./once-key";
import { assertPayload } from "./payload";

/**
 * Opens an incident, or posts its next update; the draft goes with it. `undo`: until when it can be taken back, by
 * the clock of the server, which says `answeredAt` when it answered.
 */
export async function publishAction(incidentId: string | null, subject: string, payload: ComposerPayload) {
  const answered = await action(
    "act",
    async (ctx) => {
      assertPayload(payload);
      const { revision, reason } = payload;
      const done = incidentId
        ? await postUpdate(ctx, {
            ...(await factsOf(ctx, incidentId, payload)),
            ...{ incidentId, revision, reason, onceKey: onceKeyOf(payload) },
          })
        : await open(ctx, await openingOf(ctx, payload));
      await dropDraft(ctx, subject);
      return done;
    },
    "published",
  );
  if (!answered.ok) return answered;
  const { incidentId: id, updateId, undoUntil, published } = answered.result;
  const undo = undoUntil && {
    ...{ updateId, until: undoUntil.toISOString() },
    answeredAt: new Date().toISOString(),
  };
  return { ok: true as const, result: { incidentId: id, published, undo } };
}

/** A form opens one incident. Sent again with other words, its writer hears that the first ones are out. */
async function open(ctx: DeskContext, input: OpenIncident) {
  const opened = await openIncident(ctx, input);
  const first = (await readIncident(ctx, opened.incidentId))?.updates.at(-1);
  if (first && first.words !== manyLines(input.words ?? "")) {
    throw new DomainError(
      "opened_already",
      "Your earlier try opened this incident, with the words as they were then. Find it under Now and write an update.",
    );
  }
  return opened;
}
