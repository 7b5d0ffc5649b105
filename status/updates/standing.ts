import { and, isNull } from "drizzle-orm";
import { updates } from "@/db/schema/updates";

/**
 * Updates that stand: nobody took them back, and they are no reminders of others. Whatever follows from updates follows
 * from these alone.
 */
export const stands = and(isNull(updates.undoneAt), isNull(updates.repeats))!;
