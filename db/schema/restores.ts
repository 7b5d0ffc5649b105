import { integer, pgTable } from "drizzle-orm/pg-core";
import { moment, ownId } from "./columns";

/** That the database was restored, and what asks for a person since: nothing that may have left meanwhile leaves again. */
export const restores = pgTable("restores", {
  id: ownId(),
  /** When the backup was made. */
  backupAt: moment("backup_at").notNull(),
  restoredAt: moment("restored_at").notNull(),
  /** Messages that had not left when it was made. */
  parked: integer("parked").notNull(),
  /** Updates whose telling had not been planned, or not wholly. */
  untold: integer("untold").notNull(),
});
