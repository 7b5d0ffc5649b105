import { and, gte, inArray, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { maintenances } from "@/db/schema/maintenances";
import { findIncidents } from "./find-incidents";
import { findMaintenances } from "./find-maintenances";
import { inSnapshot } from "./in-snapshot";
import { monthBounds, monthsOf } from "./months";
import { shownServices } from "./shown-services";
import type { PublicMonth } from "./types";

/** "Every incident" of a month, with a ceiling that no honest month reaches. */
const inMonthMax = 2000;

/** A month of the history in the page's zone (`YYYY-MM`), or null when it has nothing to show. */
export function readMonth(db: Db, slug: string, month: string, now: Date): Promise<PublicMonth | null> {
  return inSnapshot(db, slug, now, async (snapshot) => {
    const bounds = monthBounds(month, snapshot.page.timeZone);
    const months = await monthsOf(snapshot);
    const place = months.indexOf(month);
    if (!bounds || place < 0) return null;
    const shown = await shownServices(snapshot.db, snapshot.page.id);
    const { from, until } = bounds;
    return {
      page: snapshot.page,
      month,
      incidents: await findIncidents(
        snapshot,
        shown,
        and(gte(incidents.startedAt, from), lt(incidents.startedAt, until)),
        inMonthMax,
      ),
      maintenances: await findMaintenances(
        snapshot,
        shown,
        and(
          inArray(maintenances.status, ["completed", "cancelled"]),
          gte(maintenances.scheduledFor, from),
          lt(maintenances.scheduledFor, until),
        ),
        inMonthMax,
      ),
      earlier: months[place + 1] ?? null,
      later: months[place - 1] ?? null,
    };
  });
}
