"use client";

import { Choice } from "./choice";
import type { ComposerService } from "./facts";
import type { ComposerFields } from "./fields";
import { type ChangedFact, type FactKey, factOf, factWords, serviceOf, withFact } from "./merge";

type Props = {
  facts: ChangedFact[];
  fields: ComposerFields;
  change: (part: Partial<ComposerFields>) => void;
  services: ComposerService[];
};

const names: Partial<Record<FactKey, string>> = {
  ...{ title: "Title", status: "Status", severity: "Severity", impact: "Impact", where: "Where" },
};

/** Each fact that others changed: theirs or mine, by one press. */
export function MergeFacts({ facts, fields, change, services }: Props) {
  const nameOf = (key: FactKey) =>
    names[key] ?? services.find(({ id }) => id === serviceOf(key))?.name ?? "A service";
  return facts.map(({ key, theirs, mine, both }) => (
    <Choice
      key={key}
      legend={nameOf(key)}
      name={`merge ${key}`}
      options={[
        { value: "theirs", words: `Theirs: ${factWords(key, theirs)}` },
        { value: "mine", words: `${both ? "Mine" : "As before"}: ${factWords(key, mine)}` },
      ]}
      value={factOf(fields, key) === theirs ? "theirs" : "mine"}
      choose={(value) => change(withFact(fields, key, value === "theirs" ? theirs : mine))}
      hint={
        both ? "You changed it too: yours stands until you choose." : "You had not touched it: taken over."
      }
    />
  ));
}
