import { is } from "drizzle-orm";
import { PgTransaction } from "drizzle-orm/pg-core";
import type { Db } from "./client";

type Reads = readonly (() => unknown)[];
type Answers<Asked extends Reads> = { -readonly [Key in keyof Asked]: Awaited<ReturnType<Asked[Key]>> };

/**
 * Reads several things: at the same time, each over a connection of its own; in a transaction one after the other, for
 * its one connection answers one question at a time (node-postgres refuses more from its next version on, and a
 * rollback would overtake what is still asked).
 */
export async function readTogether<const Asked extends Reads>(db: Db, reads: Asked): Promise<Answers<Asked>> {
  if (!is(db, PgTransaction)) return (await Promise.all(reads.map((read) => read()))) as Answers<Asked>;
  const answers: unknown[] = [];
  for (const read of reads) answers.push(await read());
  return answers as Answers<Asked>;
}
