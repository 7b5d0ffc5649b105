import { and, eq, isNull } from "drizzle-orm";
import { incidents } from "@/db/schema/incidents";

/**
 * Incidents that readers may see. Drills and what was taken back as a whole do not exist for them: every surface,
 * and every machine that speaks to readers, asks with this.
 */
export const publicIncidents = and(eq(incidents.drill, false), isNull(incidents.withdrawnAt))!;

/** Incidents that readers could see once, and no more: their addresses must answer that there is nothing. */
export const wasPublic = eq(incidents.drill, false);
