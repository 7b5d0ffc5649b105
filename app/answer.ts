import { randomBytes } from "node:crypto";
import { ZodError } from "zod";
import { type DatabaseFault, databaseFault } from "@/lib/database-fault";
import { DomainError } from "@/lib/domain-error";

/** What a form hears. `fields` puts words beside the inputs they belong to. */
export type Answer<Result = unknown> =
  | { ok: true; result: Result }
  | { ok: false; code: string; error: string; fields: Record<string, string> };

/** What is said of a fault, by what the form would have done: what is safe comes first. */
export const faultWords = {
  answered: "The desk could not answer.",
  saved: "Not saved. Nothing was changed.",
  published: "Not published. Nothing left.",
  takenBack: "Not taken back. It stands as it was.",
};
const databaseWords: Record<DatabaseFault, string> = {
  away: "The database does not answer. Readers still get the page, and your words stay here: try again when it is back.",
  read_only:
    "The database takes no changes right now. Readers still get the page, and your words stay here: try again when it does.",
  full: "The disk of the database is full. Readers still get the page, and your words stay here: try again when there is room.",
};
export type Doing = keyof typeof faultWords;

/** Runs a verb and turns what it throws into words. A fault we did not foresee is logged under the id we tell. */
export async function answer<Result>(
  run: () => Promise<Result>,
  doing: Doing = "answered",
  log: (message: string, error: unknown) => void = console.error,
): Promise<Answer<Result>> {
  try {
    return { ok: true, result: await run() };
  } catch (error) {
    if (error instanceof DomainError) {
      return { ok: false, code: error.code, error: error.message, fields: error.fields };
    }
    if (error instanceof ZodError) {
      const fields: Record<string, string> = {};
      for (const issue of error.issues) fields[issue.path.join(".")] ??= issue.message;
      return { ok: false, code: "invalid", error: [...new Set(Object.values(fields))].join(" "), fields };
    }
    if (isUnkeepable(error)) {
      const words = "This holds a character that cannot be kept. Type it anew.";
      return { ok: false, code: "unkeepable", error: words, fields: {} };
    }
    // Next steers by throwing (redirect, not found); that is not a fault.
    if (isNextSignal(error)) throw error;
    const id = randomBytes(4).toString("hex");
    log(`Fault ${id}`, error);
    const database = databaseFault(error);
    const why = database ? databaseWords[database] : "Try again.";
    return { ok: false, code: "fault", error: `${faultWords[doing]} ${why} (Fault ${id})`, fields: {} };
  }
}

/** PostgreSQL takes no NUL and no half characters (22021): only who means harm sends them. */
function isUnkeepable(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  return cause?.code === "22021";
}

function isNextSignal(error: unknown): boolean {
  return error instanceof Error && "digest" in error && String(error.digest).startsWith("NEXT_");
}
