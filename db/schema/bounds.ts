import { bigint, index, integer, pgTable, varchar } from "drizzle-orm/pg-core";

/** Tries counted against a bound. Column names follow rate-limiter-flexible; the key is hashed before it comes here. */
export const countedTries = pgTable(
  "counted_tries",
  {
    key: varchar("key", { length: 255 }).primaryKey(),
    points: integer("points").notNull().default(0),
    /** Milliseconds since 1970. */
    expire: bigint("expire", { mode: "number" }),
  },
  (table) => [index("counted_tries_by_expiry").on(table.expire)],
);
