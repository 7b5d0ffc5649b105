import { sql } from "drizzle-orm";
import { updates } from "@/db/schema/updates";

/** An update's number; of a reminder, that of the update which it says again. */
export const shownNumber = sql<number>`coalesce(
  (select r.number from updates r where r.id = ${updates}.repeats), ${updates}.number)`.mapWith(Number);
