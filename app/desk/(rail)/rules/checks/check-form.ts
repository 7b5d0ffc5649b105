import { text } from "@/app/desk/form";
import { Check } from "@/communications/rules/check-rules";
import type { WriteCheck } from "@/communications/rules/write-check";
import type { FilledCheck } from "@/components/desk/rules/check-fields";
import { momentOf, wallTime } from "@/lib/wall-time";

const zone = "UTC";
/** A check that says nothing yet. */
const empty = { name: "New", facts: { happens: "opened" } } as const;

/** What the form of a check begins with; null: a new one. */
export function filledCheck(check: Check | null): FilledCheck {
  const { facts, ...rest } = check ?? { ...Check.parse(empty), name: "" };
  return { ...rest, facts: { ...facts, at: wallTime(facts.at, zone) } };
}

/** A check as its form sends it; what is wrong with it the check's own shape says. */
export function readCheckForm(form: FormData): WriteCheck {
  const list = (name: string) =>
    text(form, name)
      .split(/[,\n]/)
      .map((one) => one.trim())
      .filter(Boolean);
  const count = (name: string) => {
    const typed = text(form, name).trim();
    return typed === "" ? {} : { [name]: Number(typed) };
  };
  const at = momentOf(text(form, "at"), zone);
  return {
    before: text(form, "before") || null,
    check: {
      name: text(form, "name"),
      facts: {
        happens: text(form, "happens") || null,
        ...{ severity: text(form, "severity"), impact: text(form, "impact"), type: text(form, "type") },
        ...{ services: form.getAll("services").map(String), drill: form.has("drill") },
        ...{ regions: list("regions"), accounts: list("accounts"), ...(at && { at }) },
        ...count("unresolvedMinutes"),
        ...count("overdueMinutes"),
        ...count("hoursUntil"),
        ...count("reportsPerHour"),
      },
      ...{ hears: list("hears"), doesNotHear: list("doesNotHear") },
    } as WriteCheck["check"],
  };
}
