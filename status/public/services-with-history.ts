import { and, asc, gt, inArray, isNull, or } from "drizzle-orm";
import { serviceIntervals } from "@/db/schema/services";
import { momentOf } from "@/lib/wall-time";
import { dayIn } from "@/lib/zoned-time";
import type { Spell } from "@/status/services/service-timeline";
import { uptime, worstBetween } from "@/status/uptime";
import type { Snapshot } from "./in-snapshot";
import type { PublicDay, PublicService, PublicServiceWithHistory } from "./types";

/** Days of the deck line, today included. */
const days = 90;

/** Services with their 90 days and their uptime. */
export async function servicesWithHistory(
  { db, page }: Snapshot,
  shown: PublicService[],
): Promise<PublicServiceWithHistory[]> {
  if (shown.length === 0) return [];
  const calendar = calendarOf(page.asOf, page.timeZone);
  const ids = shown.map(({ id }) => id);
  const rows = await db
    .select()
    .from(serviceIntervals)
    .where(
      and(
        inArray(serviceIntervals.serviceId, ids),
        or(isNull(serviceIntervals.endedAt), gt(serviceIntervals.endedAt, calendar[0]!.from)),
      ),
    )
    .orderBy(asc(serviceIntervals.startedAt));
  return shown.map((service) => {
    const timeline = rows.filter(({ serviceId }) => serviceId === service.id);
    const known = calendar.filter(({ date }) => date >= service.startDate);
    return {
      ...service,
      days: calendar.map((day) => dayOf(day, timeline, page.asOf, service.startDate)),
      uptime: known[0] ? uptime(timeline, known[0].from, page.asOf) : null,
    };
  });
}

type Day = { date: string; from: Date; until: Date };

function dayOf({ date, from, until }: Day, timeline: Spell[], now: Date, startDate: string): PublicDay {
  if (date < startDate) return { date, state: "no_data" };
  return { date, state: worstBetween(timeline, from, until < now ? until : now) };
}

/** The last 90 days of a zone, oldest first; a day may have 23 or 25 hours there. */
function calendarOf(now: Date, timeZone: string): Day[] {
  const today = Date.parse(`${dayIn(now, timeZone)}T00:00Z`);
  const dateAt = (daysAgo: number) => new Date(today - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const startOf = (date: string) => momentOf(`${date}T00:00`, timeZone)!;
  return Array.from({ length: days }, (_, index) => {
    const date = dateAt(days - 1 - index);
    return { date, from: startOf(date), until: startOf(dateAt(days - 2 - index)) };
  });
}
