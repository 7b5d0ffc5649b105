"use server";

import { action } from "@/app/action";
import type { DeskContext } from "@/app/desk-context";
import type { FormAction } from "@/components/desk/action-form";
import type { MaintenanceStatus } from "@/lib/vocabulary";
import { momentOf } from "@/lib/wall-time";
import { cancelMaintenance } from "@/status/maintenances/cancel-maintenance";
import { rescheduleMaintenance } from "@/status/maintenances/reschedule-maintenance";
import { scheduleMaintenance } from "@/status/maintenances/schedule-maintenance";
import { updateMaintenance } from "@/status/maintenances/update-maintenance";
import { readPage } from "@/status/page/read-page";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

/** The window in the page's zone; a time that is none becomes an invalid date, which the verb refuses by field. */
async function windowOf(ctx: DeskContext, form: FormData) {
  const { timeZone } = await readPage(ctx);
  const moment = (name: string) => momentOf(text(form, name), timeZone) ?? new Date(Number.NaN);
  return { scheduledFor: moment("scheduledFor"), scheduledUntil: moment("scheduledUntil") };
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
  action("act", async (ctx) =>
    scheduleMaintenance(ctx, {
      title: text(form, "title"),
      ...(await windowOf(ctx, form)),
      serviceIds: form.getAll("serviceIds").map(String),
      ...common(form),
    }),
  );

export const updateAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    updateMaintenance(ctx, { ...existing(form), status: text(form, "status") as MaintenanceStatus }),
  );

export const rescheduleAction: FormAction = async (_before, form) =>
  action("act", async (ctx) =>
    rescheduleMaintenance(ctx, { ...existing(form), ...(await windowOf(ctx, form)) }),
  );

export const cancelAction: FormAction = async (_before, form) =>
  action("act", (ctx) => cancelMaintenance(ctx, existing(form)));
