import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { audiences, cadences } from "@/db/schema/audiences";
import { DomainError } from "@/lib/domain-error";
import { incidentStatuses, severities } from "@/lib/vocabulary";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";
import { judgeCadence } from "./judge-cadence";

/** More lines than anybody keeps in mind are a mistake. */
const rowsMax = 100;

const Minutes = z.number("Write whole minutes, and from which minute each line begins.");

const ChangeCadence = z.object({
  audienceId: Id,
  rows: z
    .array(
      z.object({
        severity: z.enum(severities),
        status: z.enum(incidentStatuses),
        afterMinutes: Minutes,
        everyMinutes: Minutes,
      }),
    )
    .max(rowsMax, "Keep the table under 100 lines."),
});
export type ChangeCadence = z.input<typeof ChangeCadence>;

/**
 * Gives an audience another cadence table, whole. Promises that were made stay; the next one follows it. Answers what
 * somebody should think about. Refuses a table that `judgeCadence` finds wrong (`cadence_wrong`), and an audience that
 * is gone (`audience_unknown`).
 */
export async function changeCadence(ctx: Context, input: ChangeCadence): Promise<{ warnings: string[] }> {
  authorise(ctx.actor, "change audiences");
  const { audienceId, rows } = ChangeCadence.parse(input);
  return ctx.db.transaction(async (tx) => {
    const [audience] = await tx
      .select({ name: audiences.name, kind: audiences.kind })
      .from(audiences)
      .where(and(eq(audiences.id, audienceId), isNull(audiences.archivedAt)))
      .for("update");
    if (!audience) throw new DomainError("audience_unknown", "This audience is gone.");
    const { wrong, warnings } = judgeCadence(rows, { private: audience.kind === "private" });
    if (wrong.length) throw new DomainError("cadence_wrong", wrong.join(" "));
    await tx.delete(cadences).where(eq(cadences.audienceId, audienceId));
    await tx.insert(cadences).values(rows.map((row) => ({ ...row, audienceId })));
    const details = { audienceId, name: audience.name, what: "cadence" };
    await recordEvent({ ...ctx, db: tx }, { kind: "audience_changed", details });
    return { warnings };
  });
}
