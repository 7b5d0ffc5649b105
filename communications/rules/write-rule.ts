import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { newId } from "@/lib/ids";
import { authorise } from "@/status/authorise";
import { listWordTemplates } from "@/status/words/templates/list-templates";
import { changeDraft } from "./own-draft";
import { readNames } from "./read-names";
import { Rule, type RuleInput } from "./rule";

type Written = { id: string; draft: number };

/** Writes a rule into the actor's draft: a new one without `id`, else in place of the one that has it. */
export async function writeRule(
  ctx: Context,
  input: Omit<RuleInput, "id"> & { id?: string },
): Promise<Written> {
  authorise(ctx.actor, "decide rules");
  const rule = Rule.parse({ ...input, id: input.id || newId() });
  const names = await readNames(ctx.db);
  const unknown = [
    ...rule.tell.audiences.filter((slug) => !(slug in names.audiences)),
    ...rule.and.services.filter((id) => !(id in names.services)),
  ];
  if (unknown.length > 0) {
    throw new DomainError("name_unknown", `Nothing here is called ${unknown.join(", ")}. Choose again.`);
  }
  if (rule.template) await refuseUnknownTemplate(ctx, rule.template);
  return changeDraft(ctx, (rules) =>
    rules.some(({ id }) => id === rule.id)
      ? rules.map((one) => (one.id === rule.id ? rule : one))
      : [...rules, rule],
  );
}

/** Ready words that nobody has would be offered to nobody. */
async function refuseUnknownTemplate(ctx: Context, template: string): Promise<void> {
  const ready = await listWordTemplates(ctx);
  if (ready.some(({ name }) => name.toLowerCase() === template.toLowerCase())) return;
  const words = `There are no ready words called “${template}”. Choose again.`;
  throw new DomainError("template_unknown", words, { template: words });
}

/** Strikes a rule from the actor's draft. The rules in use keep it until that draft is reviewed and activated. */
export function removeRule(ctx: Context, { ruleId }: { ruleId: string }): Promise<Written> {
  return changeDraft(ctx, (rules) => rules.filter(({ id }) => id !== ruleId));
}

/** Puts a rule back as it is in use: what was changed or struck in the draft is as if it were not. */
export function restoreRule(ctx: Context, { ruleId }: { ruleId: string }): Promise<Written> {
  return changeDraft(ctx, (rules, inUse) => {
    const kept = inUse.find(({ id }) => id === ruleId);
    if (!kept) throw new DomainError("rule_unknown", "This rule is not in use: there is nothing to restore.");
    const others = rules.filter(({ id }) => id !== ruleId);
    const place = inUse.indexOf(kept);
    return [...others.slice(0, place), kept, ...others.slice(place)];
  });
}
