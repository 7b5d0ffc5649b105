"use server";

import { action } from "@/app/action";
import { moment, text } from "@/app/desk/form";
import type { DeskContext } from "@/app/desk-context";
import type { FormAction } from "@/components/desk/action-form";
import { cancelMaintenance } from "@/status/maintenances/cancel-maintenance";
import { rescheduleMaintenance } from "@/status/maintenances/reschedule-maintenance";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import type { UpdateMaintenance } from "@/status/maintenances/schemas";
import { updateMaintenance } from "@/status/maintenances/update-maintenance";
import { readPage } from "@/status/page/read-page";

/** The window, by the clock of the page's zone. */
async function windowOf(ctx: DeskContext, form: FormData) {
  const { timeZone } = await readPage(ctx);
  return {
    scheduledFor: moment(form, "scheduledFor", timeZone),
    scheduledUntil: moment(form, "scheduledUntil", timeZone),
  };
}

const common = (form: FormData) => ({
  words: text(form, "words"),
  tell: form.has("tell"),
  onceKey: text(form, "onceKey"),
});

const existing = (form: FormData) => ({
  maintenanceId: text(form, "id"),
  revision: Number(text(form, "revision")),
  ...common(form),
});

export const scheduleAction: FormAction = async (_before, form) =>
  action(
    "act",
    async (ctx) =>
      scheduleMaintenance(ctx, {
        title: text(form, "title"),
        ...(await windowOf(ctx, form)),
        serviceIds: form.getAll("serviceIds").map(String),
        ...common(form),
      }),
    "published",
  );

export const updateAction: FormAction = async (_before, form) =>
  action(
    "act",
    (ctx) =>
      updateMaintenance(ctx, {
        ...existing(form),
        status: (text(form, "status") || null) as UpdateMaintenance["status"],
      }),
    "published",
  );

export const rescheduleAction: FormAction = async (_before, form) =>
  action(
    "act",
    async (ctx) => rescheduleMaintenance(ctx, { ...existing(form), ...(await windowOf(ctx, form)) }),
    "published",
  );

export const cancelAction: FormAction = async (_before, form) =>
  action("act", (ctx) => cancelMaintenance(ctx, existing(form)), "published");
