import { z } from "zod";
import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { authorise } from "@/status/authorise";
import { Check, type Checks } from "./check-rules";
import { changeChecks } from "./own-draft";

const WriteCheck = z.object({
  /** The name of the check that it takes the place of; left out: a new one. */
  before: z.string().nullish(),
  check: Check.refine(({ hears, doesNotHear }) => hears.length + doesNotHear.length > 0, {
    message: "Say who must hear, or who must not.",
    path: ["hears"],
  }),
});
export type WriteCheck = z.input<typeof WriteCheck>;

/**
 * Writes a check into the actor's draft, beside its rules. Checks are found by their names: two of one name are refused
 * (`check_twice`), and so is changing one that is gone (`check_unknown`). Whether it holds is said where it is read; a
 * draft with one that does not cannot be proposed.
 */
export async function writeCheck(
  ctx: Context,
  input: WriteCheck,
): Promise<Awaited<ReturnType<typeof changeChecks>>> {
  authorise(ctx.actor, "decide rules");
  const { before, check } = WriteCheck.parse(input);
  return changeChecks(ctx, (checks) => {
    const place = before ? placeOf(checks, before) : checks.length;
    const others = checks.filter((_, at) => at !== place);
    if (others.some(({ name }) => name === check.name)) {
      const words = "There is a check of this name already.";
      throw new DomainError("check_twice", words, { name: words });
    }
    return [...checks.slice(0, place), check, ...checks.slice(place + 1)];
  });
}

/** Strikes a check from the actor's draft. */
export async function removeCheck(
  ctx: Context,
  { name }: { name: string },
): Promise<Awaited<ReturnType<typeof changeChecks>>> {
  authorise(ctx.actor, "decide rules");
  return changeChecks(ctx, (checks) => {
    const place = placeOf(checks, name);
    return checks.filter((_, at) => at !== place);
  });
}

function placeOf(checks: Checks, name: string): number {
  const place = checks.findIndex((one) => one.name === name);
  if (place < 0) throw new DomainError("check_unknown", "This check is gone. Reload the page.");
  return place;
}
