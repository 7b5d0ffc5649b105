import { impactWords, stateWords, statusWords } from "@/components/ui/words";
import { type ComposerFields, type Known, placesOf } from "./fields";

/** Which fact; a service by its id. */
export type FactKey = "title" | "status" | "severity" | "impact" | "where" | `service ${string}`;

/** A fact that somebody else changed since the form knew it. Null: the service is not spoken of. */
export type ChangedFact = {
  key: FactKey;
  theirs: string | null;
  mine: string | null;
  /** Whether the form had changed it too, to something else: then the form keeps its own until somebody chooses. */
  both: boolean;
};

const plain = ["title", "status", "severity", "impact", "where"] as const;

/** What others changed of the facts, from `known` (when the form was begun) to `theirs`, as seen from the form. */
export function changedFacts(known: Known, theirs: Known, mine: Known): ChangedFact[] {
  const keys: FactKey[] = [...plain, ...serviceKeys(known, theirs)];
  return keys.flatMap((key) => {
    const [was, is, own] = [factOf(known, key), factOf(theirs, key), factOf(mine, key)];
    if (is === was || is === own) return [];
    return [{ key, theirs: is, mine: own, both: own !== was }];
  });
}

/** The change of the form that gives a fact a value. */
export function withFact(fields: Known, key: FactKey, value: string | null): Partial<ComposerFields> {
  if (!isService(key)) return { [key]: value ?? "" };
  const { [serviceOf(key)]: _, ...others } = fields.services;
  return { services: value ? { ...others, [serviceOf(key)]: value as Known["services"][string] } : others };
}

/**
 * The form with every fact that others changed and the form had left alone. It knows them from now on; what both
 * changed stays open until somebody chooses.
 */
export function takeUntouched(fields: ComposerFields, known: Known, theirs: Known): ComposerFields {
  let [form, seen] = [fields, theirs];
  for (const { key, theirs: value, both } of changedFacts(known, theirs, fields)) {
    if (both) seen = { ...seen, ...withFact(seen, key, factOf(known, key)) };
    else form = { ...form, ...withFact(form, key, value) };
  }
  return { ...form, known: seen };
}

/** A fact's value as the desk says it. */
export function factWords(key: FactKey, value: string | null): string {
  if (value === null) return "not affected";
  if (key === "status") return statusWords[value as Known["status"]] ?? value;
  if (key === "impact") return impactWords[value as Known["impact"]] ?? value;
  if (isService(key)) return stateWords[value as keyof typeof stateWords] ?? value;
  return value === "" ? "nothing" : value;
}

const isService = (key: FactKey): key is `service ${string}` => key.startsWith("service ");
/** The id of the service that a fact is about. */
export const serviceOf = (key: FactKey): string => key.slice("service ".length);

const serviceKeys = (...all: Known[]): FactKey[] => [
  ...new Set(all.flatMap(({ services }) => Object.keys(services).map((id): FactKey => `service ${id}`))),
];

/** A fact as it is compared. */
export function factOf(facts: Known, key: FactKey): string | null {
  if (isService(key)) return facts.services[serviceOf(key)] ?? null;
  if (key === "where") return placesOf(facts.where).join(", ");
  return facts[key as (typeof plain)[number]].trim();
}
