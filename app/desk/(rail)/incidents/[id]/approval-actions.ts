"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { makeSecurity } from "@/communications/deliveries/make-security";
import { retractIncident } from "@/communications/deliveries/retract-incident";
import type { FormAction } from "@/components/desk/action-form";
import { askApproval } from "@/status/approvals/ask-approval";
import { decideApproval } from "@/status/approvals/decide-approval";
import { reviewAlone } from "@/status/approvals/review-alone";
import { releaseIncident } from "@/status/incidents/release-incident";
import { readPage } from "@/status/page/read-page";

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

/** Takes a false alarm back, or first asks the commander for a yes to its closing line. */
export const retractAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    const [incidentId, words] = [text(form, "incidentId"), text(form, "words")];
    if (text(form, "do") === "ask") {
      await askApproval(ctx, { incidentId, words, audienceId: (await readPage(ctx)).id });
      return {};
    }
    const { version } = await retractIncident(ctx, {
      ...{ incidentId, words, reason: text(form, "reason") },
      alone: text(form, "alone") || null,
    });
    return { version };
  });

export const makeSecurityAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    makeSecurity(ctx, {
      incidentId: text(form, "incidentId"),
      reason: text(form, "reason"),
      codename: text(form, "codename") || null,
    }),
  );

export const releaseAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    releaseIncident(ctx, { incidentId: text(form, "incidentId"), title: text(form, "title") }),
  );
