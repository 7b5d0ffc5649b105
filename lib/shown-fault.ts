import { isNativeError } from "node:util/types";

/** A fault as a log may hold it: what it is, where it happened, and which rule of ours it broke; no value of anybody's. */
export type ShownFault = {
  type: string;
  message: string;
  stack: string;
  cause?: ShownFault;
  errors?: ShownFault[];
  [fact: string]: unknown;
};

/** Also one from another realm, as Next's are. */
export const isFault = (value: unknown): value is Error => value instanceof Error || isNativeError(value);

/**
 * What is kept of a fault. Of all that its makers hang on it (Drizzle the parameters; PostgreSQL the row that was
 * refused, the value that was there before) only names of our own are taken.
 */
export function shownFault(error: Error, depth = 0): ShownFault {
  const known = error as Error & { cause?: unknown; errors?: unknown } & Record<string, unknown>;
  const message = faultWords(error);
  const type = error.constructor?.name || error.name;
  const shown: ShownFault = { type, message, stack: `${error.name}: ${message}${framesOf(error)}` };
  for (const name of ownNames) if (typeof known[name] === "string") shown[name] = known[name];
  if (depth >= depthMax) return shown;
  if (isFault(known.cause)) shown.cause = shownFault(known.cause, depth + 1);
  if (Array.isArray(known.errors))
    shown.errors = known.errors.filter(isFault).map((one) => shownFault(one, depth + 1));
  return shown;
}

/** What a fault says, without the values that it quotes. */
export function faultWords(error: Error): string {
  const { query, params, severity, code } = error as Error & Record<string, unknown>;
  if (typeof query === "string" && Array.isArray(params)) return `Failed query: ${query}`;
  if (severity && typeof code === "string" && quoting.test(code))
    return error.message.replace(/"[\s\S]*"/, '"…"');
  return error.message;
}

const depthMax = 4;

/** Codes, names of tables and rules, what the system was asked: nothing of these comes from outside. */
const ownNames = ["code", "severity", "table", "column", "constraint", "syscall", "digest"];

/**
 * PostgreSQL's faults that quote what was sent between quotation marks: of values (22), of searches and patterns in
 * their own grammar (42601). https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const quoting = /^(22...|42601)$/;

const frame = /^\s+at .*/;

/** The places it came through. A message may hold lines that look like some: only what stands behind it is read. */
function framesOf({ stack, message }: Error): string {
  if (!stack?.includes(message)) return "";
  const behind = stack.slice(stack.indexOf(message) + message.length).split("\n");
  return behind
    .filter((line) => frame.test(line))
    .map((line) => `\n${line}`)
    .join("");
}
