import { desc, eq, isNull } from "drizzle-orm";
import type { Context } from "@/db/context";
import { customerReports } from "@/db/schema/questions";
import { authorise } from "@/status/authorise";
import { type ReportRate, reportRate } from "./report-rate";

export type CustomerReport = { id: string; account: string | null; symptom: string; at: Date };
export type Reports = ReportRate & {
  /** All of them; for those without an incident, of the newest thousand. */
  total: number;
  /** The newest few, to see what customers say. */
  samples: CustomerReport[];
};

const samplesMax = 5;
/** A rate is about minutes: more than these do not change what it says. */
const countedMax = 1_000;

/** What customers report of an incident; with null, what belongs to none yet. */
export async function readReports(ctx: Context, incidentId: string | null): Promise<Reports> {
  authorise(ctx.actor, "look");
  const { id, account, symptom, at } = customerReports;
  const rows = await ctx.db
    .select({ id, account, symptom, at })
    .from(customerReports)
    .where(incidentId ? eq(customerReports.incidentId, incidentId) : isNull(customerReports.incidentId))
    .orderBy(desc(at))
    .limit(countedMax);
  const rate = reportRate(
    rows.map((row) => row.at),
    ctx.now,
  );
  return { ...rate, total: rows.length, samples: rows.slice(0, samplesMax) };
}
