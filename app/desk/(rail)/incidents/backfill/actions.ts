"use server";

import { action } from "@/app/action";
import type { FormAction } from "@/components/desk/action-form";
import type { Impact, ServiceState, Severity } from "@/lib/vocabulary";
import { momentOf } from "@/lib/wall-time";
import { backfillIncident } from "@/status/incidents/backfill-incident";
import { readPage } from "@/status/page/read-page";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

export const backfillAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    const { timeZone } = await readPage(ctx);
    const moment = (name: string) => momentOf(text(form, name), timeZone) ?? new Date(Number.NaN);
    const services = [...form].flatMap(([name, state]) =>
      name.startsWith("state ") && state
        ? [{ serviceId: name.slice("state ".length), state: state as ServiceState }]
        : [],
    );
    return backfillIncident(ctx, {
      title: text(form, "title"),
      impact: text(form, "impact") as Impact,
      severity: text(form, "severity") as Severity,
      startedAt: moment("startedAt"),
      resolvedAt: moment("resolvedAt"),
      words: text(form, "words"),
      services,
    });
  });
