import { z } from "zod";
import { typedLine } from "@/lib/typed";
import { incidentStatuses, incidentTypes } from "@/lib/vocabulary";
import { Id, Words } from "@/status/updates/schemas";
import { unknownVariables, variables } from "../template";

/** Ready words. Null: for every audience, for every type of incident. */
export const WordTemplate = z.object({
  name: typedLine().min(1, "Write a name by which you will find it.").max(80, "Keep it under 80 characters."),
  status: z.enum(incidentStatuses),
  audienceId: Id.nullable(),
  incidentType: z.enum(incidentTypes).nullable(),
  words: Words.superRefine((words, context) => {
    const unknown = unknownVariables(words);
    if (unknown.length === 0) return;
    const names = Object.keys(variables).map((name) => `{{${name}}}`);
    context.addIssue({
      code: "custom",
      message: `No fact fills ${unknown.join(", ")}. There are ${names.join(", ")}.`,
    });
  }),
});
export type WordTemplate = z.input<typeof WordTemplate>;
