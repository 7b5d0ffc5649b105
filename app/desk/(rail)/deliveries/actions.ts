"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { type DecideUnknown, decideUnknown } from "@/communications/deliveries/decide-unknown";
import { type RetryFailed, retryFailed } from "@/communications/deliveries/retry-failed";
import { resumeNow } from "@/communications/senders/rest";
import type { FormAction } from "@/components/desk/action-form";

/** Of one fan-out; with a recipient, of their message alone. */
function asked(form: FormData) {
  const recipientId = text(form, "recipientId");
  return {
    updateId: text(form, "updateId"),
    channel: text(form, "channel") as DecideUnknown["channel"],
    reason: text(form, "reason"),
    ...(recipientId && { recipientIds: [recipientId] }),
  };
}

export const retryAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await retryFailed(ctx, asked(form) satisfies RetryFailed);
  });

export const decideAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await decideUnknown(ctx, {
      ...asked(form),
      decision: text(form, "decision") as DecideUnknown["decision"],
    });
  });

export const resumeAction: FormAction = async (_before, form) =>
  action("act", (ctx) => resumeNow(ctx, { name: text(form, "name") }));
