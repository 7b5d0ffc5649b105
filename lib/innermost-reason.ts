/** Why something failed, as the one who knows said it: what drivers wrap around it holds statements and addresses. */
export function innermostReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return innermostReason(error.cause);
  const { code } = error as { code?: string };
  return error.message || code || error.name;
}
