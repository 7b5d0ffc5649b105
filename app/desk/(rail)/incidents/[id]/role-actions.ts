"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import type { IncidentRole } from "@/lib/vocabulary";
import { acceptRole } from "@/status/incidents/roles/accept-role";
import { declineRole } from "@/status/incidents/roles/decline-role";
import { endRole } from "@/status/incidents/roles/end-role";
import { offerRole } from "@/status/incidents/roles/offer-role";
import { takeRole } from "@/status/incidents/roles/take-role";
import { acknowledgeSummons } from "@/status/plays/acknowledge-summons";

const which = (form: FormData) => ({
  incidentId: text(form, "incidentId"),
  role: text(form, "role") as IncidentRole,
});

export const takeRoleAction: FormAction = async (_before, form) =>
  action("act", (ctx) => takeRole(ctx, which(form)));

export const offerRoleAction: FormAction = async (_before, form) =>
  action("act", (ctx) => offerRole(ctx, { ...which(form), userId: text(form, "userId") }));

export const acceptRoleAction: FormAction = async (_before, form) =>
  action("look", (ctx) => acceptRole(ctx, { offerId: text(form, "offerId") }));

export const acknowledgeAction: FormAction = async (_before, form) =>
  action("act", (ctx) => acknowledgeSummons(ctx, { summonsId: text(form, "summonsId") }));

export const declineRoleAction: FormAction = async (_before, form) =>
  action("look", (ctx) => declineRole(ctx, { offerId: text(form, "offerId") }));

export const endRoleAction: FormAction = async (_before, form) =>
  action("act", (ctx) => endRole(ctx, which(form)));
