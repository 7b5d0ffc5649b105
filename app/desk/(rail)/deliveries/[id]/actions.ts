"use server";

import { action } from "@/app/action";
import { retryFailed } from "@/communications/deliveries/retry-failed";
import type { FormAction } from "@/components/desk/action-form";

export const retryAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await retryFailed(ctx, {
      updateId: String(form.get("updateId") ?? ""),
      reason: String(form.get("reason") ?? ""),
    });
  });
