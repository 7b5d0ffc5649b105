import { z } from "zod";
import { isTimeZone } from "@/lib/time-zones";
import { typedLine, typedText } from "@/lib/typed";
import { channels } from "@/lib/vocabulary";
import { languageNames } from "@/lib/words";
import { Id } from "@/status/updates/schemas";

const nameMax = 80;
const toneMax = 300;
const servicesMax = 500;
const emptyIsNull = (value: unknown) => (typeof value === "string" && !value.trim() ? null : value);

/** What an audience is called, how it is spoken to, and what matters to it. */
export const AudienceFacts = z.object({
  name: typedLine().min(1, "Write what it is called.").max(nameMax, "Keep it under 80 characters."),
  /** The end of its page's address. */
  slug: typedLine()
    .toLowerCase()
    .min(2, "Write at least two letters.")
    .max(40, "Keep it under 40 characters.")
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Only letters, digits and hyphens between them."),
  timeZone: z.string().refine(isTimeZone, "Choose a time zone, like Europe/Lisbon."),
  language: z
    .string()
    .refine((value) => Object.hasOwn(languageNames, value), "Choose a language that we have words in."),
  tone: z.preprocess(emptyIsNull, typedText().max(toneMax, "Keep it under 300 characters.").nullable()),
  mayExpectResolution: z.boolean(),
  /** The customer account that it is; null for a group. */
  account: z.preprocess(emptyIsNull, typedLine().max(nameMax, "Keep it under 80 characters.").nullable()),
  /** In the order they are tried. */
  channels: z
    .array(z.enum(channels))
    .min(1, "Choose at least one channel.")
    .refine((list) => new Set(list).size === list.length, "Choose each channel once."),
  /** The services that matter to it; none: those of the public page. */
  serviceIds: z.array(Id).max(servicesMax),
});
export type AudienceFacts = z.input<typeof AudienceFacts>;
