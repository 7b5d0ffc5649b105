"use server";

import { action } from "@/app/action";
import { text } from "@/app/desk/form";
import { changeCadence } from "@/communications/cadence/change-cadence";
import { cadencePresets } from "@/communications/cadence/presets";
import type { FormAction } from "@/components/desk/action-form";
import { DomainError } from "@/lib/domain-error";
import { readRows } from "./rows";

export const changeCadenceAction: FormAction = async (_before, form) =>
  action("act", (ctx) => changeCadence(ctx, { audienceId: text(form, "audienceId"), rows: readRows(form) }));

export const applyPresetAction: FormAction = async (_before, form) =>
  action("act", (ctx) => {
    const preset = cadencePresets.find(({ id }) => id === text(form, "preset"));
    if (!preset) throw new DomainError("preset_unknown", "This table is gone. Reload.");
    return changeCadence(ctx, { audienceId: text(form, "audienceId"), rows: preset.rows });
  });
