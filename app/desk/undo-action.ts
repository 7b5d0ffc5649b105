"use server";

import { action } from "@/app/action";
import { undoUpdate } from "@/communications/deliveries/undo-update";
import { newId } from "@/lib/ids";

/** Takes an update back. `draftSubject`: the form that its words go back to, which gets a key of its own. */
export async function undoAction(updateId: string, draftSubject: string | null) {
  return action(
    "act",
    async (ctx) => {
      const { version, revision, withdrawn } = await undoUpdate(ctx, { updateId, draftSubject });
      return { version, revision, withdrawn, onceKey: newId() };
    },
    "takenBack",
  );
}
