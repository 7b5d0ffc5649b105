"use server";

import { action } from "@/app/action";
import type { FormAction } from "@/components/desk/action-form";
import { readServiceStates } from "@/components/desk/service-states";
import { momentOf } from "@/lib/wall-time";
import { correctUpdate } from "@/status/incidents/correct-update";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { readPage } from "@/status/page/read-page";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

export const correctUpdateAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    correctUpdate(ctx, { updateId: text(form, "updateId"), words: text(form, "words") }),
  );

export const reopenAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    const { timeZone } = await readPage(ctx);
    return reopenIncident(ctx, {
      incidentId: text(form, "incidentId"),
      services: readServiceStates(form),
      words: text(form, "words"),
      nextUpdateBy: momentOf(text(form, "nextUpdateBy"), timeZone) ?? new Date(Number.NaN),
      tell: form.has("tell"),
      onceKey: text(form, "onceKey"),
    });
  });
