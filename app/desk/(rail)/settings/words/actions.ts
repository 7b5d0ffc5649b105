"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import type { FormAction } from "@/components/desk/action-form";
import { changeWeights } from "@/status/words/change-weights";
import type { PresetName } from "@/status/words/presets";
import { addPresets } from "@/status/words/templates/add-presets";
import { addTemplate } from "@/status/words/templates/add-template";
import { archiveTemplate } from "@/status/words/templates/archive-template";
import { changeTemplate } from "@/status/words/templates/change-template";
import type { WordTemplate } from "@/status/words/templates/schemas";

/** The verbs parse what came: the types here only say what the form sends. */
const templateOf = (form: FormData): WordTemplate => ({
  name: text(form, "name"),
  status: text(form, "status") as WordTemplate["status"],
  audienceId: text(form, "audienceId") || null,
  incidentType: (text(form, "incidentType") || null) as WordTemplate["incidentType"],
  words: text(form, "words"),
});

export const addTemplateAction: FormAction = async (_before, form) =>
  action("act", (ctx) => addTemplate(ctx, templateOf(form)));

export const changeTemplateAction: FormAction = async (_before, form) =>
  action("act", (ctx) => changeTemplate(ctx, { ...templateOf(form), templateId: text(form, "id") }));

export const archiveTemplateAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    archiveTemplate(ctx, { templateId: text(form, "id"), archived: text(form, "archived") === "yes" }),
  );

export const addPresetsAction: FormAction = async (_before, form) =>
  action("act", (ctx) =>
    addPresets(ctx, { preset: text(form, "preset") as PresetName, audienceId: text(form, "audienceId") }),
  );

export const changeWeightsAction: FormAction = async (_before, form) =>
  action("own", (ctx) => {
    const { audienceId, ...weights } = Object.fromEntries(
      [...form.entries()].filter(([name]) => !name.startsWith("$")),
    );
    return changeWeights(ctx, { audienceId: String(audienceId), weights: weights as Record<string, never> });
  });
