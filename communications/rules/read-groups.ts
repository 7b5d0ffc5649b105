import { and, asc, gt, isNull } from "drizzle-orm";
import type { Db } from "@/db/client";
import { audiences } from "@/db/schema/audiences";
import { subscribers } from "@/db/schema/subscribers";
import type { Listener } from "./evaluate-rules";
import type { Group } from "./play-history";
import { selectListeners } from "./read-listeners";

const chunkSize = 50_000;

/**
 * Everybody who may hear, in groups of people for whom every moment ends alike: the same audiences, channels, states
 * and choices. Whoever has an address of `named` stands alone, because rules may name them.
 */
export async function readGroups(db: Db, named: ReadonlySet<string>): Promise<Group[]> {
  const people = new People();
  for (let last = ""; ; ) {
    const rows = await readRows(db, last);
    for (const row of rows) people.add(row);
    if (rows.length < chunkSize) break;
    last = rows.at(-1)!.id;
  }
  const groups = new Map<string, Group>();
  for (const rows of people.all()) {
    const alone = rows.find(
      ({ channel, address }) => channel === "email" && named.has(address.toLowerCase()),
    );
    const key = alone ? `= ${alone.address}` : signature(rows);
    const group = groups.get(key);
    if (group) group.people++;
    else groups.set(key, { people: 1, rows });
  }
  return [...groups.values()];
}

/** One person's rows: joined by who they said they are, and by the same address on several audiences. */
class People {
  readonly #rows: Listener[][] = [];
  readonly #of = new Map<string, number>();

  add(row: Listener): void {
    const keys = [`p ${row.personId}`, `a ${row.channel} ${row.address.toLowerCase()}`];
    const found = [...new Set(keys.flatMap((key) => this.#of.get(key) ?? []))];
    const person = found[0] ?? this.#rows.push([]) - 1;
    this.#rows[person]!.push(row);
    for (const key of keys) this.#of.set(key, person);
    if (found[1] !== undefined) this.#join(person, found[1]);
  }

  #join(person: number, other: number): void {
    this.#rows[person]!.push(...this.#rows[other]!);
    this.#rows[other] = [];
    for (const row of this.#rows[person]!) {
      this.#of.set(`p ${row.personId}`, person);
      this.#of.set(`a ${row.channel} ${row.address.toLowerCase()}`, person);
    }
  }

  all = () => this.#rows.filter((rows) => rows.length > 0);
}

/** Two people with the same signature cannot be told apart by any rule that names neither. */
function signature(rows: Listener[]): string {
  const [personIds, addresses] = [new Map<string, number>(), new Map<string, number>()];
  const nth = (seen: Map<string, number>, key: string) => {
    if (!seen.has(key)) seen.set(key, seen.size);
    return seen.get(key);
  };
  const facts = (row: Listener) =>
    `${row.audience} ${row.channel} ${row.state} ${row.paused} ${row.suppressed} ${row.scope} ${row.detail} ${row.serviceIds} ${row.incidentIds}`;
  if (rows.length === 1) return facts(rows[0]!);
  return rows
    .map((row) => ({ row, key: facts(row) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ row, key }) => {
      const address = `${row.channel} ${row.address.toLowerCase()}`;
      return `${key} ${nth(personIds, row.personId)} ${nth(addresses, address)}`;
    })
    .join("|");
}

function readRows(db: Db, after: string): Promise<Listener[]> {
  return selectListeners(db)
    .where(and(gt(subscribers.id, after), isNull(audiences.archivedAt)))
    .orderBy(asc(subscribers.id))
    .limit(chunkSize);
}
