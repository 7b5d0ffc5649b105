import { sql } from "drizzle-orm";
import { incidents } from "@/db/schema/incidents";

/** `nameOfIncident` inside a statement: what an incident is called outside its own page. */
export const shownTitle = sql<string>`case
  when ${incidents.type} = 'security' and ${incidents.releasedAt} is null
  then coalesce(${incidents.codename}, 'Security incident') else ${incidents.title} end`;
