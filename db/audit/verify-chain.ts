import { createHash } from "node:crypto";
import type { PoolClient } from "pg";

const portion = 2_000;
const start = "0".repeat(64);

type Row = { id: string; at: string; kind: string; actor: string | null; name: string | null } & {
  what: string[];
  incident: string | null;
  body: string;
  previous: string;
  hash: string;
};

export type Verdict = { rows: number; head: string } & (
  | { whole: true }
  /** The first row that does not follow from the one before it. */
  | { whole: false; brokenAt: number; why: string }
);

/**
 * Reads the whole audit log and computes each hash anew, from nothing that the database computed. `noted`: a head that
 * was written down earlier, elsewhere; without one nobody can see that the newest rows were taken away.
 */
export async function verifyChain(client: Pick<PoolClient, "query">, noted?: string): Promise<Verdict> {
  let [rows, head, found] = [0, start, noted === undefined || noted === start];
  for (;;) {
    const part = await readAfter(client, rows);
    for (const row of part) {
      const why = faultOf(row, rows + 1, head);
      if (why) return { whole: false, brokenAt: Number(row.id), why, rows, head };
      rows++;
      head = row.hash;
      found ||= head === noted;
    }
    if (part.length < portion) break;
  }
  if (found) return { whole: true, rows, head };
  return {
    whole: false,
    brokenAt: rows,
    why: "the head that was noted is not in it: newer rows were taken out",
    rows,
    head,
  };
}

async function readAfter(client: Pick<PoolClient, "query">, last: number): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `select id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, actor_kind as kind,
      actor_id as actor, actor_name as name, what, incident_id as incident, body, previous, hash
    from audit_log where id > $1 order by audit_log.id limit ${portion}`,
    [last],
  );
  return rows;
}

function faultOf(row: Row, id: number, head: string): string | null {
  if (Number(row.id) !== id) return `row ${id} is missing`;
  if (row.previous !== head) return "it does not follow the row before it";
  const hash = createHash("sha256").update(`${row.previous}\n${row.id}\n${row.body}`).digest("hex");
  if (hash !== row.hash) return "its body is not what was written";
  return repeats(row) ? null : "a column says something else than its body";
}

/** Whether the columns to search by say what the body says. */
function repeats({ at, kind, actor, name, what, incident, body }: Row): boolean {
  const said = JSON.parse(body);
  const want = [said.at, said.who.kind, said.who.id ?? null, said.who.name ?? null, said.what, said.incident];
  return JSON.stringify(want) === JSON.stringify([at, kind, actor, name, what, incident]);
}
