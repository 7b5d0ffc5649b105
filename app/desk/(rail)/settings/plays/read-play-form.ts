import { text } from "@/app/desk/form";
import type { ChangePlay } from "@/communications/plays/change-play";
import { readWays } from "@/components/desk/plays/play-words";
import { summonedRoles } from "@/status/plays/play";

/** What was typed into a play's form; the verb parses it. Rows without a person are left out. */
export function readPlayForm(form: FormData): ChangePlay {
  const summon = summonedRoles.flatMap((role) => {
    const ways = form.getAll(`ways.${role}`).map(String);
    const people = form
      .getAll(`person.${role}`)
      .map((userId, row) => ({ userId: String(userId), ways: readWays(ways[row] || "email") }))
      .filter(({ userId }) => userId !== "");
    return people.length > 0 ? [{ role, people }] : [];
  });
  return {
    ...{ id: text(form, "id") || null, name: text(form, "name"), reason: text(form, "reason") },
    severity: text(form, "severity") as ChangePlay["severity"],
    type: (text(form, "type") || null) as ChangePlay["type"],
    ...{ summon, audienceIds: form.getAll("audienceIds").map(String) },
    templateId: text(form, "templateId") || null,
    promiseMinutes: text(form, "promiseMinutes") ? Number(text(form, "promiseMinutes")) : null,
    answerSeconds: Number(text(form, "answerSeconds")),
  };
}
