"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { activateRules, discardDraft } from "@/communications/rules/activate-rules";
import { addPeopleTonight } from "@/communications/rules/add-people-tonight";
import { proposeRules } from "@/communications/rules/propose-rules";
import { reviewRules } from "@/communications/rules/review-rules";
import { removeRule, restoreRule, writeRule } from "@/communications/rules/write-rule";
import type { FormAction } from "@/components/desk/action-form";
import { readRuleForm } from "./read-rule-form";

const version = (form: FormData) => Number(text(form, "version"));

export const writeRuleAction: FormAction = async (_before, form) => {
  const heard = await action("act", async (ctx) => void (await writeRule(ctx, readRuleForm(form))));
  if (heard.ok) redirect("/desk/rules");
  return heard;
};

export const removeRuleAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => void (await removeRule(ctx, { ruleId: text(form, "ruleId") })));

export const restoreRuleAction: FormAction = async (_before, form) =>
  action("act", async (ctx) => void (await restoreRule(ctx, { ruleId: text(form, "ruleId") })));

export const discardDraftAction: FormAction = async (_before, form) => {
  const heard = await action("act", (ctx) => discardDraft(ctx, { version: version(form) }));
  if (heard.ok) redirect("/desk/rules");
  return heard;
};

export const proposeRulesAction: FormAction = async (_before, form) =>
  action("act", (ctx) => proposeRules(ctx, { version: version(form), reason: text(form, "reason") }));

export const reviewRulesAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    reviewRules(ctx, {
      version: version(form),
      verdict: text(form, "verdict") === "approve" ? "approve" : "send_back",
      words: text(form, "words"),
    }),
  );

export const activateRulesAction: FormAction = async (_before, form) => {
  const heard = await action("act", (ctx) => activateRules(ctx, { version: version(form) }));
  if (heard.ok) redirect("/desk/rules");
  return heard;
};

export const addPeopleAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    addPeopleTonight(ctx, {
      incidentId: text(form, "incidentId"),
      people: text(form, "added")
        .split(/[\s,]+/)
        .filter(Boolean),
      audiences: form.getAll("addedAudiences").map(String),
      reason: text(form, "whyAdded"),
    }),
  );
