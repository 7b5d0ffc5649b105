"use server";

import { action } from "@/app/action";
import { suggestedPromise } from "@/communications/cadence/suggested-promise";
import { type SayNoChange, sayNoChange } from "@/status/incidents/say-no-change";

/** Says in one press that nothing is new, with the cadence's next promise. */
export async function noChangeAction(input: SayNoChange) {
  const answered = await action("act", (ctx) => sayNoChange(ctx, input, suggestedPromise), "published");
  if (!answered.ok) return answered;
  const { updateId, undoUntil, published, told } = answered.result;
  const undoable = undoUntil && {
    ...{ updateId, until: undoUntil.toISOString() },
    answeredAt: new Date().toISOString(),
  };
  return { ok: true as const, result: { published, told, undoable } };
}
