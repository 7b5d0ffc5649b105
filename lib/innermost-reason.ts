import { faultWords } from "./shown-fault";

/** Why something failed, as the one who knows said it, without what was sent: drivers wrap statements and addresses around it. */
export function innermostReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return innermostReason(error.cause);
  const { code } = error as { code?: string };
  return faultWords(error) || code || error.name;
}
