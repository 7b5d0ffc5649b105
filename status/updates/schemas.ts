import { z } from "zod";
import { typedLine, typedText } from "@/lib/typed";
import { serviceStates } from "@/lib/vocabulary";

/** Bounds: a title fits a subject line; words fit a letter that people still read. */
export const Title = typedLine()
  .min(1, "Write a title: what customers notice.")
  .max(200, "Keep it under 200 characters.");
export const Words = typedText()
  .min(1, "Write what is happening.")
  .max(10_000, "Keep it under 10,000 characters: people read this in a hurry.");
export const Id = z.string().regex(/^[a-z0-9]{12}$/, "This is not one of our ids.");
/** Where it is felt, in the words of the page: few and short. */
export const Regions = z
  .array(typedLine().min(1).max(60, "Name each place in under 60 characters."))
  .max(20, "Name at most 20 places.");
export const OnceKey = z.string().min(8).max(100);
export const AffectedServices = z
  .array(z.object({ serviceId: Id, state: z.enum(serviceStates).exclude(["under_maintenance"]) }))
  .max(500)
  .refine(
    (list) => new Set(list.map(({ serviceId }) => serviceId)).size === list.length,
    "Name each service once.",
  );
