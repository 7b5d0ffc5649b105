"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { addByHand } from "@/communications/subscribers/add-by-hand";
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

export const addByHandAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    const source = text(form, "source").trim();
    await addByHand(ctx, {
      channel: text(form, "channel"),
      address: text(form, "address").trim(),
      contact: text(form, "contact").trim(),
      detail: text(form, "detail"),
      services: form.getAll("service").map(String).join(";"),
      confirmed: source ? "yes" : "no",
      source,
    });
  });
