import type { Changes } from "@/communications/subscribers/preferences";
import type { QuietChoice } from "@/components/subscriber/quiet-fields";
import { minutesOf } from "@/lib/clock-minutes";
import { DomainError } from "@/lib/domain-error";
import { type SubscriptionDetail, subscriptionDetails } from "@/lib/vocabulary";
import { field, fields } from "../../read-form";

/** The choices of the form, as typed: to be shown again when they are refused. */
export function readChoices(form: FormData) {
  const quiet: QuietChoice = {
    on: field(form, "quiet") === "yes",
    from: field(form, "from"),
    until: field(form, "until"),
    timeZone: field(form, "zone"),
    breaks: field(form, "breaks") === "yes",
  };
  return {
    detail: detailOf(field(form, "detail")),
    scope: field(form, "scope") === "chosen_services" ? "chosen_services" : "all_services",
    serviceIds: fields(form, "service"),
    // A form without the fields, from before there were any, changes nothing of them.
    quiet: form.has("from") ? quiet : null,
    language: field(form, "language") || undefined,
  } as const;
}
export type Choices = ReturnType<typeof readChoices>;

const detailOf = (typed: string): SubscriptionDetail =>
  subscriptionDetails.find((detail) => detail === typed) ?? "every_update";

/** The same as the verb wants them. Refuses times that are none, beside their field. */
export function changesOf({ quiet, ...rest }: Choices, words: { quietTimes: string }): Changes {
  if (!quiet) return rest;
  if (!quiet.on) return { ...rest, quiet: null };
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)];
  if (from === null || until === null || from === until) {
    throw new DomainError("quiet_times", words.quietTimes, { quiet: words.quietTimes });
  }
  return { ...rest, quiet: { from, until, timeZone: quiet.timeZone, breaks: quiet.breaks } };
}
