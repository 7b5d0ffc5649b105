"use client";

import { type Dispatch, type SetStateAction, useEffect, useRef } from "react";
import { type AudienceMinutes, type ComposerFields, followCadence, followCadences } from "./fields";

type Answers = { suggestedMinutes: number; audienceMinutes: AudienceMinutes };

/** Promises that are the cadence's follow its answers: the public's, and those of audiences with their own table. */
export function useCadences(
  setFields: Dispatch<SetStateAction<ComposerFields>>,
  wordings: ComposerFields["wordings"],
  { suggestedMinutes, audienceMinutes }: Answers,
): void {
  const followed = useRef(suggestedMinutes);
  useEffect(() => {
    const before = followed.current;
    followed.current = suggestedMinutes;
    setFields((fields) => followCadence(fields, before, suggestedMinutes));
  }, [suggestedMinutes, setFields]);

  const tables = useRef<AudienceMinutes>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: an audience that was just added follows its table too
  useEffect(() => {
    const before = tables.current;
    const after = { ...before, ...audienceMinutes };
    tables.current = after;
    setFields((fields) => followCadences(fields, before, after));
  }, [audienceMinutes, wordings, setFields]);
}
