import { and, eq, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { recordEvent } from "@/db/record-event";
import { incidents } from "@/db/schema/incidents";
import { customerReports } from "@/db/schema/questions";
import { DomainError } from "@/lib/domain-error";
import { typedLine } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import { Id } from "@/status/updates/schemas";

const AddReport = z.object({
  /** The open incident that it is about; null while there is none, or nobody knows. */
  incidentId: Id.nullable().default(null),
  account: typedLine().max(80, "Keep it under 80 characters.").default(""),
  symptom: typedLine()
    .min(3, "Write what the customer sees, in a few words.")
    .max(200, "Keep it under 200 characters."),
});

/** Counts one more customer's report. Everybody who has an account at the desk may: support hears it first. */
export async function addReport(
  ctx: Context,
  input: z.input<typeof AddReport>,
): Promise<{ reportId: string }> {
  authorise(ctx.actor, "count reports");
  const { incidentId, account, symptom } = AddReport.parse(input);
  return ctx.db.transaction(async (tx) => {
    if (incidentId) {
      const open = and(
        eq(incidents.id, incidentId),
        ne(incidents.status, "resolved"),
        isNull(incidents.withdrawnAt),
      );
      if (!(await tx.$count(incidents, open))) {
        throw new DomainError("incident_unknown", "This incident is over. Count it without an incident.");
      }
    }
    const [row] = await tx
      .insert(customerReports)
      .values({
        ...{ incidentId, account: account || null, symptom, at: ctx.now },
        reportedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      })
      .returning({ id: customerReports.id });
    const inside = { ...ctx, db: tx };
    await recordEvent(inside, { kind: "report_counted", ...(incidentId && { incidentId }) });
    return { reportId: row!.id };
  });
}
