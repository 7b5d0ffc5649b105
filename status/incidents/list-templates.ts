import { asc } from "drizzle-orm";
import type { Context } from "@/db/context";
import { incidentTemplates } from "@/db/schema/incidents";
import { authorise } from "@/status/authorise";

export type IncidentTemplate = typeof incidentTemplates.$inferSelect;

/** The ready first words, in their order. */
export async function listTemplates(ctx: Context): Promise<IncidentTemplate[]> {
  authorise(ctx.actor, "look");
  return ctx.db
    .select()
    .from(incidentTemplates)
    .orderBy(asc(incidentTemplates.position), asc(incidentTemplates.name));
}
