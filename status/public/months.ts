import { sql } from "drizzle-orm";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { momentOf } from "@/lib/wall-time";
import type { Snapshot } from "./in-snapshot";
import { publicIncidents } from "./public-incidents";

/** The months of a page's zone in which something happened, `YYYY-MM`, newest first. */
export async function monthsOf({ db, page }: Snapshot): Promise<string[]> {
  const month = (column: typeof incidents.startedAt | typeof maintenances.scheduledFor) =>
    sql`to_char(${column} at time zone ${page.timeZone}, 'YYYY-MM')`;
  const { rows } = await db.execute<{ month: string }>(sql`
    select ${month(incidents.startedAt)} as month from ${incidents} where ${publicIncidents}
    union
    select ${month(maintenances.scheduledFor)} from ${maintenances} where ${maintenances.status} in ('completed', 'cancelled')
    order by 1 desc`);
  return rows.map((row) => row.month);
}

/** When a month begins and ends in a zone; null when it is not `YYYY-MM`. */
export function monthBounds(month: string, timeZone: string): { from: Date; until: Date } | null {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!found) return null;
  const next =
    Number(found[2]) === 12
      ? `${Number(found[1]) + 1}-01`
      : `${found[1]}-${String(Number(found[2]) + 1).padStart(2, "0")}`;
  const from = momentOf(`${month}-01T00:00`, timeZone);
  const until = momentOf(`${next}-01T00:00`, timeZone);
  return from && until ? { from, until } : null;
}
