"use client";

import { type Dispatch, type SetStateAction, useEffect, useRef } from "react";
import type { ComposerFields } from "./fields";
import { type Filled, preselect, type ReadyByRule } from "./preselect";
import type { Reading } from "./use-review";

/** Fills in the ready words that a rule gives, where nobody wrote yet. */
export function useReadyByRule(
  fields: ComposerFields,
  setFields: Dispatch<SetStateAction<ComposerFields>>,
  publicId: string,
  readings: Record<string, Reading>,
  byRule: ReadyByRule[],
): void {
  const filled = useRef<Filled>({});
  useEffect(() => {
    const found = preselect(fields, publicId, byRule, readings, filled.current);
    if (!found) return;
    filled.current = found.filled;
    setFields(found.fields);
  }, [fields, setFields, publicId, readings, byRule]);
}
