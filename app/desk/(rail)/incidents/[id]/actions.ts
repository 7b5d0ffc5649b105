"use server";

import { action } from "@/app/action";
import { moment, text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { readServiceStates } from "@/components/desk/service-states";
import { dropDraft } from "@/status/drafts/drafts";
import { correctUpdate } from "@/status/incidents/correct-update";
import { reopenIncident } from "@/status/incidents/reopen-incident";
import { readPage } from "@/status/page/read-page";

export const correctUpdateAction: FormAction = async (_before, form) =>
  action(
    "act",
    (ctx) =>
      correctUpdate(ctx, {
        updateId: text(form, "updateId"),
        words: text(form, "words"),
        alone: text(form, "alone") || null,
      }),
    "published",
  );

export const reopenAction: FormAction = async (_before, form) =>
  action(
    "act",
    async (ctx) => {
      const { timeZone } = await readPage(ctx);
      const incidentId = text(form, "incidentId");
      const reopened = await reopenIncident(ctx, {
        incidentId,
        services: readServiceStates(form),
        words: text(form, "words"),
        nextUpdateBy: moment(form, "nextUpdateBy", timeZone),
        tell: form.has("tell"),
        alone: text(form, "alone") || null,
        onceKey: text(form, "onceKey"),
      });
      await dropDraft(ctx, `incident:${incidentId}`);
      return reopened;
    },
    "published",
  );
