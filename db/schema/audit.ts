import { sql } from "drizzle-orm";
import { bigint, bigserial, index, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { id, moment } from "./columns";

/**
 * Who changed what: one row a transaction, written as it commits, never changed (a trigger refuses it). Each row's hash
 * covers its body and the row before, so that nothing can be taken out or rewritten unseen (docs/decisions/0019-audit-log-by-triggers.md).
 */
export const auditLog = pgTable(
  "audit_log",
  {
    /** 1, 2, 3 … without a gap. */
    id: bigint("id", { mode: "number" }).primaryKey(),
    at: moment("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    actorId: id("actor_id"),
    actorName: text("actor_name"),
    /** Kinds of events, and `table:operation` for each table that was changed. */
    what: text("what").array().notNull(),
    incidentId: id("incident_id"),
    /** All of it as JSON text, with what was before and after. The columns beside repeat it, to be searched by. */
    body: text("body").notNull(),
    /** SHA-256 of the row before, in hex. Unique: two rows cannot follow the same one. */
    previous: text("previous").notNull().unique(),
    /** SHA-256 of `previous`, `id` and `body`, a line each. */
    hash: text("hash").notNull().unique(),
  },
  (table) => [
    index("audit_log_by_actor").on(table.actorId, table.id),
    index("audit_log_by_incident").on(table.incidentId, table.id),
  ],
);

/** Changes of transactions that are still open. Empty between them. */
export const auditStaged = pgTable(
  "audit_staged",
  {
    n: bigserial("n", { mode: "number" }).primaryKey(),
    transaction: bigint("transaction", { mode: "number" }).notNull().default(sql`txid_current()`),
    table: text("table_name").notNull(),
    operation: text("operation").notNull(),
    /** Rows that the statement changed; `changes` holds the first of them. */
    rows: integer("rows").notNull(),
    changes: jsonb("changes").notNull(),
  },
  (table) => [index("audit_staged_by_transaction").on(table.transaction)],
);
