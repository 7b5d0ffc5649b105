"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import type { Severity } from "@/lib/vocabulary";
import { changeLinks } from "@/status/incidents/change-links";
import { lowerSeverity } from "@/status/incidents/lower-severity";
import { raiseSeverity } from "@/status/incidents/raise-severity";

export const changeLinksAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    changeLinks(ctx, {
      incidentId: text(form, "incidentId"),
      bridgeUrl: text(form, "bridgeUrl"),
      chatUrl: text(form, "chatUrl"),
    }),
  );

const severityOf = (form: FormData) => ({
  incidentId: text(form, "incidentId"),
  severity: text(form, "severity") as Severity,
});

export const raiseSeverityAction: FormAction = async (_before, form) =>
  action("act", (ctx) => raiseSeverity(ctx, severityOf(form)));

export const lowerSeverityAction: FormAction = async (_before, form) =>
  action("act", (ctx) => lowerSeverity(ctx, { ...severityOf(form), reason: text(form, "reason") }));
