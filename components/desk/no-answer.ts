import { unstable_isUnrecognizedActionError as isUnrecognized } from "next/navigation";

/** What stands where an answer would: the desk is a newer one than this tab, or it does not answer. */
export type NoAnswer = {
  ok: false;
  code: "updated" | "unreachable";
  error: string;
  fields: Record<string, string>;
};

/** Said where somebody wrote something, and where a button was pressed. */
export const updatedWords = {
  written: "This desk was updated while you were writing. Your words are kept.",
  pressed: "This desk was updated meanwhile. Nothing was changed.",
};

/**
 * For the `catch` of every action that a tab calls. A tab of the build before is told so (Next answers it with 409 and
 * throws `UnrecognizedActionError`); everything else is a desk that does not answer. What Next steers by goes on.
 */
export function noAnswer(error: unknown, unreachable: string, updated = updatedWords.pressed): NoAnswer {
  if (isUnrecognized(error)) return { ok: false, code: "updated", error: updated, fields: {} };
  if (error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_")) throw error;
  return { ok: false, code: "unreachable", error: unreachable, fields: {} };
}
