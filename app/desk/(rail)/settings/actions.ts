"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { invite } from "@/communications/invitations/invite";
import type { FormAction } from "@/components/desk/action-form";
import type { IncidentRole, IncidentType, Role } from "@/lib/vocabulary";
import { requireApproval } from "@/status/approvals/require-approval";
import { withdrawInvitation } from "@/status/invitations/invitations";
import { changePage } from "@/status/page/change-page";
import { addPerson } from "@/status/people/add-person";
import { changePassword } from "@/status/people/change-password";
import { changePerson } from "@/status/people/change-person";

export const changePageAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    changePage(ctx, {
      name: text(form, "name"),
      timeZone: text(form, "timeZone"),
      supportUrl: text(form, "supportUrl"),
    }),
  );

export const addPersonAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    addPerson(ctx, {
      name: text(form, "name"),
      email: text(form, "email"),
      role: text(form, "role") as Role,
      password: text(form, "password"),
    }),
  );

export const inviteAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    invite(ctx, { name: text(form, "name"), email: text(form, "email"), role: text(form, "role") as Role }),
  );

export const withdrawInvitationAction: FormAction = async (_before, form) =>
  action("own", (ctx) => withdrawInvitation(ctx, { id: text(form, "id") }));

export const changePersonAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    changePerson(ctx, {
      id: text(form, "id"),
      ...(form.has("role") && { role: text(form, "role") as Role }),
      ...(form.has("disabled") && { disabled: text(form, "disabled") === "yes" }),
    }),
  );

export const changePasswordAction: FormAction = async (_before, form) =>
  action("look", (ctx) =>
    changePassword(ctx, {
      current: text(form, "current"),
      next: text(form, "next"),
      sessionId: ctx.session.id,
    }),
  );

export const requireApprovalAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    requireApproval(ctx, {
      audienceId: text(form, "audienceId"),
      incidentType: text(form, "incidentType") as IncidentType,
      role: (text(form, "role") || null) as IncidentRole | null,
    }),
  );
