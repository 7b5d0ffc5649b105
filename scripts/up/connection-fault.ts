/** Node's words for "nobody there", and PostgreSQL's classes 08 (connection) and 57P (shutting down, starting). */
const codes = /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|EPIPE|57P|08)/;

/** Whether an error says that the database cannot be reached now: trying again later may help. */
export function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: string }).code ?? "";
  if (codes.test(code) || /timeout|terminated/i.test(error.message)) return true;
  return isConnectionFault(error.cause);
}
