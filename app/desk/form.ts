import { DomainError } from "@/lib/domain-error";
import { momentOf } from "@/lib/wall-time";

/** A field of a form as text; empty when it is not there. */
export const text = (form: FormData, name: string): string => String(form.get(name) ?? "");

/** A `datetime-local` field as the moment it means in a zone. Refuses what is no time, beside the field. */
export function moment(form: FormData, name: string, timeZone: string): Date {
  const at = momentOf(text(form, name), timeZone);
  if (!at)
    throw new DomainError("time_missing", "Choose a date and a time.", {
      [name]: "Choose a date and a time.",
    });
  return at;
}
