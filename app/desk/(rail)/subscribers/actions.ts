"use server";

import { action } from "@/app/action";
import { removeSubscriber } from "@/communications/subscribers/remove-subscriber";
import type { FormAction } from "@/components/desk/action-form";

export const removeSubscriberAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await removeSubscriber(ctx, { subscriberId: String(form.get("id") ?? "") });
  });
