import { and, desc, eq, gte, ilike, lt, lte, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Context } from "@/db/context";
import { auditLog } from "@/db/schema/audit";
import { dayOf } from "@/lib/day-of";
import { typedLine } from "@/lib/typed";
import { authorise } from "@/status/authorise";
import type { Who } from "./with-who";

const rowsMax = 500;

/** One statement's changes to one table. `changes` holds the first rows of `rows`; secrets are left out. */
export type AuditChange = {
  table: string;
  operation: "insert" | "update" | "delete";
  rows: number;
  changes: { key: object; before?: Record<string, unknown>; after?: Record<string, unknown> }[];
};

/** What one transaction changed, and in whose name. */
export type AuditEntry = {
  id: number;
  at: Date;
  who: Omit<Who, "kind"> & { kind: Who["kind"] | "system" | "database"; program?: string };
  what: string[];
  incidentId: string | null;
  changes: AuditChange[];
  hash: string;
};

/** What is looked for; days are days of the page's clock, the last one whole. Nonsense is left aside. */
export const AuditFilter = z.object({
  person: z.string().max(20).catch(""),
  what: typedLine().max(100).catch(""),
  from: z.string().date().or(z.literal("")).catch(""),
  until: z.string().date().or(z.literal("")).catch(""),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

/** Entries of the audit log, newest first, before one of them (null: the newest). Owners only. */
export async function readAudit(
  ctx: Context,
  filter: AuditFilter,
  { before, limit, timeZone }: { before: number | null; limit: number; timeZone: string },
): Promise<AuditEntry[]> {
  authorise(ctx.actor, "read the audit log");
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(and(before === null ? undefined : lt(auditLog.id, before), ...conditions(filter, timeZone)))
    .orderBy(desc(auditLog.id))
    .limit(Math.min(limit, rowsMax));
  return rows.map(({ id, at, what, incidentId, hash, body }) => {
    const { who, changes } = JSON.parse(body) as Pick<AuditEntry, "who" | "changes">;
    return { id, at, who, what, incidentId, changes, hash };
  });
}

function conditions({ person, what, from, until }: AuditFilter, timeZone: string): (SQL | undefined)[] {
  const named = /^(system|database|visitor|machine|member)$/.test(person);
  return [
    person ? eq(named ? auditLog.actorKind : auditLog.actorId, person) : undefined,
    what ? ilike(sql`array_to_string(${auditLog.what}, ' ')`, `%${pattern(what)}%`) : undefined,
    from ? gte(auditLog.at, dayOf(from, timeZone).begins) : undefined,
    until ? lte(auditLog.at, dayOf(until, timeZone).ends) : undefined,
  ];
}

/** As people write it: words with blanks; a stranger's wildcards are only themselves. */
const pattern = (text: string) => text.replace(/[\\%_]/g, "\\$&").replace(/\s+/g, "%");
