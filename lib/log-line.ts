import { scrub } from "./scrub";
import { isFault, type ShownFault, shownFault } from "./shown-fault";

/** What a line of the log holds once it is read back. */
export type LogFacts = { level?: string; msg?: string; request?: string; err?: ShownFault };

/**
 * The line as JSON. Beyond what JSON escapes, so is all that ends a line for some reader of logs (U+0085, U+2028), moves
 * a terminal's cursor, or turns the direction of writing: each reads the same line that we wrote.
 */
export const asJson = (facts: unknown): string => `${JSON.stringify(facts).replace(unshown, escaped)}\n`;

/** As a person reads it. Lines behind the first are indented, so that none looks like another entry of the log. */
export function asText({ level, msg, request, err }: LogFacts): string {
  const words = level === "info" ? `${msg}` : `${level}: ${msg}`;
  const said = `${words}${request ? ` (request ${request})` : ""}`;
  return `${[said, ...stacksOf(err)].map(indented).join("\n    ")}\n`;
}

/** A line that somebody wrote past the log, with nothing in it that a log may not hold. */
export const shownLine = (line: string): string => scrub(line).replace(unshown, escaped);

/** Each text that a line holds, also names of what it holds, as `clean` leaves it. */
export function eachText(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map((one) => eachText(one, clean));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [clean(name), eachText(one, clean)]));
}

/** Whatever may be logged, with every fault in it as it may be shown. */
export function withShownFaults(value: unknown, depth = 0): unknown {
  if (isFault(value)) return shownFault(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= depthMax) return "…";
  if (Array.isArray(value)) return value.map((one) => withShownFaults(one, depth + 1));
  if (![Object.prototype, null].includes(Object.getPrototypeOf(value))) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withShownFaults(one, depth + 1)]),
  );
}

const depthMax = 5;

const unshown =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

const indented = (text: string) => text.replace(unshown, escaped).replaceAll("\n", "\n    ");

/** Of a fault and of what it was caused by. */
const stacksOf = (fault?: ShownFault): string[] =>
  fault?.stack ? [fault.stack, ...stacksOf(fault.cause).map((stack) => `caused by ${stack}`)] : [];
