import { sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import type { Cells } from "./import/columns";
import { goThrough } from "./import/go-through";
import { askAll, thePublic } from "./import/import-subscribers";
import { assertMayChangePeople } from "./may-change-people";

/**
 * Adds one person at the desk, by the rules of an import: confirmed with a source of their consent, or else asked to
 * confirm. Who left or is suppressed is refused, and who is known gets the choices. Owners and liaisons.
 */
export async function addByHand(
  ctx: Context,
  cells: Cells,
): Promise<"added" | "asked" | "changed" | "unchanged"> {
  assertMayChangePeople(ctx);
  const { report, asks } = await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('import subscribers', 0))`);
    return goThrough({ db: tx, now: ctx.now }, oneRow(cells), {
      ...(await thePublic({ db: tx })),
      write: true,
    });
  });
  const [line] = report.lines;
  if (report.refused) throw new DomainError("refused", line!.why, { address: line!.why });
  await askAll(ctx, asks);
  if (report.added) return "added";
  if (report.changed) return "changed";
  return report.unchanged ? "unchanged" : "asked";
}

/** One row as a file would have it. */
export async function* oneRow(cells: Cells) {
  yield [{ line: 1, cells }];
}
