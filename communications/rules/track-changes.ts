import type { Rule } from "./rule";
import { type Names, type Part, ruleParts, type Slot } from "./rule-sentence";

/** A piece of a sentence with what became of it. */
export type Piece = { text: string; slot: Slot | null; mark: "same" | "new" | "gone" };
export type TrackedRule = {
  id: string;
  change: "same" | "changed" | "added" | "removed";
  pieces: Piece[];
};

/** Rules as they would be beside those in use, as an editor marks a text: what is new, what is struck. */
export function trackChanges(inUse: readonly Rule[], proposed: readonly Rule[], names: Names): TrackedRule[] {
  const before = new Map(inUse.map((rule) => [rule.id, rule]));
  const kept = proposed.map((rule): TrackedRule => {
    const old = before.get(rule.id);
    const pieces = old ? compare(ruleParts(old, names), ruleParts(rule, names)) : all(rule, names, "new");
    const changed = pieces.some(({ mark }) => mark !== "same");
    return { id: rule.id, pieces, change: !old ? "added" : changed ? "changed" : "same" };
  });
  const still = new Set(proposed.map(({ id }) => id));
  const removed = inUse
    .filter(({ id }) => !still.has(id))
    .map((rule): TrackedRule => ({ id: rule.id, change: "removed", pieces: all(rule, names, "gone") }));
  return [...kept, ...removed];
}

const all = (rule: Rule, names: Names, mark: Piece["mark"]): Piece[] =>
  ruleParts(rule, names).map((part) => ({ ...part, mark }));

/** Slots stand in one order in every sentence, each with its connecting words before it. */
const order: Slot[] = [
  ...(["when", "severities", "impacts", "services", "types", "regions", "hours", "account"] as const),
  ...(["tell", "by", "template", "within", "every"] as const),
];

type Led = { lead: string; part: Part };

function compare(old: Part[], now: Part[]): Piece[] {
  const [before, after] = [bySlot(old), bySlot(now)];
  const pieces = order.flatMap((slot): Piece[] => {
    const [b, a] = [before.get(slot), after.get(slot)];
    if (a && b && a.part.text === b.part.text) return [word(a.lead), { ...a.part, mark: "same" }];
    if (a && b) return [word(a.lead), { ...b.part, mark: "gone" }, word(" "), { ...a.part, mark: "new" }];
    if (a) return [word(a.lead, "new"), { ...a.part, mark: "new" }];
    return b ? [word(b.lead, "gone"), { ...b.part, mark: "gone" }] : [];
  });
  return [...pieces, word(".")];
}

const word = (text: string, mark: Piece["mark"] = "same"): Piece => ({ text, slot: null, mark });

function bySlot(parts: Part[]): Map<Slot, Led> {
  const found = new Map<Slot, Led>();
  parts.forEach((part, index) => {
    if (part.slot) found.set(part.slot, { lead: parts[index - 1]?.text ?? "", part });
  });
  return found;
}
