import { isNull } from "drizzle-orm";
import { updates } from "@/db/schema/updates";

/** Updates that stand: nobody took them back. Whatever follows from updates follows from these alone. */
export const stands = isNull(updates.undoneAt);
