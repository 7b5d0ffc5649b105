"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { putOut } from "@/communications/deliveries/put-out";
import type { FormAction } from "@/components/desk/action-form";
import { letIn } from "@/status/audiences/let-in";
import { openForAudience } from "@/status/audiences/open-for-audience";
import { answerQuestion } from "@/status/questions/answer-question";
import { foldQuestion } from "@/status/questions/fold-question";
import { intoDraft } from "@/status/questions/into-draft";
import { unfoldQuestion } from "@/status/questions/unfold-question";
import { addReport } from "@/status/reports/add-report";

export const openForAudienceAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    openForAudience(ctx, {
      incidentId: text(form, "incidentId"),
      audienceId: text(form, "audienceId"),
      businessImpact: text(form, "businessImpact"),
    }),
  );

export const letInAction: FormAction = async (_before, form) =>
  action("own", (ctx) =>
    letIn(ctx, {
      incidentId: text(form, "incidentId"),
      audienceId: text(form, "audienceId"),
      reason: text(form, "reason"),
    }),
  );

/** Also for who let them in and is no owner any more: the verb knows. */
export const putOutAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    putOut(ctx, {
      incidentId: text(form, "incidentId"),
      audienceId: text(form, "audienceId"),
      reason: text(form, "reason"),
    }),
  );

export const answerAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    const answered = await answerQuestion(ctx, {
      questionId: text(form, "questionId"),
      answer: text(form, "answer"),
      inUpdate: form.has("inUpdate"),
    });
    if (form.has("inUpdate")) await intoDraft(ctx, { ...answered, questionId: text(form, "questionId") });
  });

export const unfoldAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await unfoldQuestion(ctx, { questionId: text(form, "questionId") });
  });

export const foldAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => {
    await foldQuestion(ctx, { questionId: text(form, "questionId"), into: text(form, "into") });
  });

/** Also for who may else only look: support hears it first. */
export const addReportAction: FormAction = async (_before, form) =>
  action("look", async (ctx) => {
    await addReport(ctx, {
      incidentId: text(form, "incidentId") || null,
      account: text(form, "account"),
      symptom: text(form, "symptom"),
    });
  });
