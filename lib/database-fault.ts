/** Node's words for "nobody there", and PostgreSQL's classes 08 (connection) and 57P (shutting down, starting). */
const away = /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|EPIPE|57P|08)/;

/** PostgreSQL's codes for a server that answers and takes nothing: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const refusing: Record<string, DatabaseFault> = { "25006": "read_only", "53100": "full" };

export type DatabaseFault = "away" | "read_only" | "full";

/** What an error says of the database; null when it speaks of something else. What it was caused by counts too. */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null;
  const { code = "" } = error as { code?: string };
  const fault = refusing[code] ?? null;
  if (fault) return fault;
  if (away.test(code) || /timeout|terminated/i.test(error.message)) return "away";
  return databaseFault(error.cause);
}

/** Whether an error says that the database cannot be reached now: trying again later may help. */
export function isConnectionFault(error: unknown): boolean {
  return databaseFault(error) === "away";
}
