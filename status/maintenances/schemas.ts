import { z } from "zod";
import { Id, OnceKey, Title, Words } from "@/status/updates/schemas";

const Window = z
  .object({ scheduledFor: z.date(), scheduledUntil: z.date() })
  .refine(({ scheduledFor, scheduledUntil }) => scheduledUntil > scheduledFor, {
    message: "The end must come after the start.",
    path: ["scheduledUntil"],
  });

export const ScheduleMaintenance = z
  .object({
    title: Title,
    words: Words,
    serviceIds: z.array(Id).min(1, "Choose what is worked on.").max(500),
    tell: z.boolean(),
    onceKey: OnceKey.nullish(),
  })
  .and(Window);
export type ScheduleMaintenance = z.input<typeof ScheduleMaintenance>;

const Said = z.object({
  maintenanceId: Id,
  /** The maintenance's revision as the writer knew it; left out, nothing is compared. */
  revision: z.number().int().nullish(),
  words: Words,
  tell: z.boolean(),
  onceKey: OnceKey.nullish(),
});

export const UpdateMaintenance = Said.extend({
  /** Left out: as it stands. A window may begin early, be looked after (verifying) or end early. */
  status: z.enum(["scheduled", "in_progress", "verifying", "completed"]).nullish(),
});
export type UpdateMaintenance = z.input<typeof UpdateMaintenance>;

export const RescheduleMaintenance = Said.and(Window);
export type RescheduleMaintenance = z.input<typeof RescheduleMaintenance>;

export const CancelMaintenance = Said;
export type CancelMaintenance = z.input<typeof CancelMaintenance>;
