"use client";

import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from "react";
import type { ComposerFields } from "./fields";
import { type ChangedFact, changedFacts, takeUntouched } from "./merge";
import type { Changes } from "./use-changes";

/**
 * Brings what others changed of the facts into the form, once for each change: what the writer left alone follows
 * theirs. Answers every fact that was taken, or that both changed, until the writer has seen them.
 */
export function useMerge(
  found: Changes | null,
  fields: ComposerFields,
  setFields: Dispatch<SetStateAction<ComposerFields>>,
): ChangedFact[] {
  const [facts, setFacts] = useState<ChangedFact[]>([]);
  const merged = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each change, with the form as it is then
  useEffect(() => {
    if (!found) {
      merged.current = 0;
      return setFacts([]);
    }
    if (merged.current === found.revision) return;
    merged.current = found.revision;
    const known = fields.known ?? found.now;
    const changed = changedFacts(known, found.now, fields);
    const isNew = ({ key }: ChangedFact) => changed.every((one) => one.key !== key);
    setFacts((before) => [...before.filter(isNew), ...changed]);
    setFields((form) => takeUntouched(form, known, found.now));
  }, [found]);
  return facts;
}
