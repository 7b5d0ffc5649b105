"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { requireSecondFactor, resetSecondFactor } from "@/status/second-factor/change";

export const resetFactorAction: FormAction = async (_before, form) =>
  action("own", (ctx) => resetSecondFactor(ctx, { id: text(form, "id") }));

export const requireFactorAction: FormAction = async (_before, form) =>
  action("own", (ctx) => requireSecondFactor(ctx, { roles: form.getAll("role").map(String) }));
