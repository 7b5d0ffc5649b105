"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { decideApproval } from "@/status/approvals/decide-approval";
import { reviewAlone } from "@/status/approvals/review-alone";
import { releaseIncident } from "@/status/incidents/release-incident";

export const decideApprovalAction: FormAction = async (_before, form) =>
  action("look", (ctx) =>
    decideApproval(ctx, {
      approvalId: text(form, "approvalId"),
      decision: text(form, "decision") as "approved" | "objected",
      reason: text(form, "reason"),
    }),
  );

export const reviewAloneAction: FormAction = async (_before, form) =>
  action("look", (ctx) => reviewAlone(ctx, { approvalId: text(form, "approvalId") }));

export const releaseAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    releaseIncident(ctx, { incidentId: text(form, "incidentId"), title: text(form, "title") }),
  );
