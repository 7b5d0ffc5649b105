import { eq, sql } from "drizzle-orm";
import type { Context } from "@/db/context";
import { audiences } from "@/db/schema/audiences";
import { deliveries } from "@/db/schema/deliveries";
import { incidents } from "@/db/schema/incidents";
import { updates } from "@/db/schema/updates";
import type { QuietHours } from "@/lib/quiet-hours";
import type { Severity, SuppressionReason } from "@/lib/vocabulary";
import { isLockedOut } from "@/status/approvals/locked-out";
import type { Recipient } from "./decide-turn";
import { type BatchJob, idColumn } from "./settle";

type Known = Omit<Recipient, "waiting">;
type Row = {
  id: string;
  address: string | null;
  suppressed: SuppressionReason | null;
  quiet_from: number | null;
  quiet_until: number | null;
  quiet_zone: string | null;
  quiet_breaks: boolean;
  recent: number[];
};

/** Somebody whose row is gone: nobody to write to. */
const nobody: Known = { address: null, suppressed: null, quiet: null, quietBreaks: false, recent: [] };

/**
 * What is known, as their message's turn comes, of a batch's recipients; and how severe the incident is. Whom the
 * security lane keeps out by now is written to no more, whoever planned it.
 */
export async function readRecipients(
  { db, now }: Pick<Context, "db" | "now">,
  job: BatchJob,
  ids: string[],
): Promise<{ severity: Severity | null; recipients: (id: string) => Known }> {
  const [update] = await db
    .select({ severity: updates.severity, lockedOut: isLockedOut })
    .from(updates)
    .innerJoin(audiences, eq(audiences.id, job.audienceId))
    .leftJoin(incidents, eq(incidents.id, updates.incidentId))
    .where(eq(updates.id, job.updateId));
  if (update?.lockedOut) return { severity: update.severity, recipients: () => nobody };
  const anHourAgo = new Date(now.getTime() - 60 * 60 * 1000).toISOString();
  const { rows } = await db.execute<Row>(sql`
    select s.id, case when s.state = 'confirmed' and s.paused_at is null then s.address end as address,
      x.reason as suppressed, s.quiet_from, s.quiet_until, s.quiet_zone, s.quiet_breaks,
      array(
        select extract(epoch from d.sending_at)::float8 * 1000 from ${deliveries} d
        where d.recipient_id = s.id and d.channel = s.channel and d.sending_at > ${anHourAgo}::timestamptz
        order by d.sending_at) as recent
    from subscribers s
    left join suppressions x on x.channel = s.channel and x.address = s.address and x.lifted_at is null
    where s.id = any(${idColumn(ids)})`);
  const known = new Map(rows.map((row) => [row.id, recipientOf(row)]));
  return { severity: update?.severity ?? null, recipients: (id) => known.get(id) ?? nobody };
}

function recipientOf(row: Row): Known {
  const { quiet_from: from, quiet_until: until, quiet_zone: timeZone } = row;
  const quiet: QuietHours | null =
    from !== null && until !== null && timeZone !== null ? { from, until, timeZone } : null;
  return {
    address: row.address,
    suppressed: row.suppressed,
    quiet,
    quietBreaks: row.quiet_breaks,
    recent: row.recent.map((at) => new Date(at)),
  };
}
