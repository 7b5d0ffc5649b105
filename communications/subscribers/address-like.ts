import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { hostMark, isSecretAddress, sealAddress } from "@/lib/sealed-address";
import { keptHost } from "@/lib/shown-host";

/**
 * Whether a column of addresses holds a part that somebody looks for (`like` or `ilike`). URLs are sealed: they are found
 * by a part of their host, or as a whole. The second condition is for those alone, so that no index is missed: what is
 * sealed is letters too, and must not be found by them.
 */
export function addressLike(column: SQL | AnyPgColumn, typed: string, how: "like" | "ilike"): SQL {
  const search = keptHost(typed);
  if (isSecretAddress(search)) return sql`${column} = ${sealAddress(search)}`;
  const matches = (text: SQL) => sql`${text} ${sql.raw(how)} ${`%${escapeLike(search)}%`}`;
  const host = sql`split_part(${column}, ${hostMark}, 2)`;
  return sql`(${matches(sql`${column}`)} and (${column} not like 'sealed1.%' or ${matches(host)}))`;
}

/** A stranger's wildcards are only themselves. */
export const escapeLike = (text: string) => text.replace(/[\\%_]/g, "\\$&");
