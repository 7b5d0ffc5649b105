"use server";

import { action } from "@/app/action";
import { moment, text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { readServiceStates } from "@/components/desk/service-states";
import type { Impact, Severity } from "@/lib/vocabulary";
import { backfillIncident } from "@/status/incidents/backfill-incident";
import { readPage } from "@/status/page/read-page";

export const backfillAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    const { timeZone } = await readPage(ctx);
    const startedAt = moment(form, "startedAt", timeZone);
    const services = readServiceStates(form);
    const working = services.map(({ serviceId }) => ({ serviceId, state: "operational" as const }));
    return backfillIncident(ctx, {
      title: text(form, "title"),
      impact: text(form, "impact") as Impact,
      severity: text(form, "severity") as Severity,
      startedAt,
      alone: text(form, "alone") || null,
      updates: [
        { at: startedAt, status: "investigating", words: text(form, "words"), services },
        {
          at: moment(form, "resolvedAt", timeZone),
          status: "resolved",
          words: text(form, "ending"),
          services: working,
        },
      ],
    });
  });
