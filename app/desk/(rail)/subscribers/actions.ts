"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { removeSubscriber } from "@/communications/subscribers/remove-subscriber";
import { writeAgain } from "@/communications/subscribers/write-again";
import type { FormAction } from "@/components/desk/action-form";

export const removeSubscriberAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await removeSubscriber(ctx, { subscriberId: text(form, "id") });
  });

export const writeAgainAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await writeAgain(ctx, { subscriberId: text(form, "id"), reason: text(form, "reason") });
  });
