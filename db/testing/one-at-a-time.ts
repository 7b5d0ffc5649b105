import pg from "pg";

type Asking = { _activeQuery?: unknown; _queryQueue: unknown[] };
type Query = (this: pg.Client, ...asked: unknown[]) => unknown;

const query = pg.Client.prototype.query as Query;

/**
 * For integration tests: a connection that is asked something while it still answers another question fails that, where
 * node-postgres says "deprecated" once a process, if at all (db/read-together.ts says why that is a fault).
 */
pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
  const { _activeQuery: active, _queryQueue: waiting } = this as unknown as Asking;
  if (active || waiting.length > 0) {
    throw new Error(
      `A connection was asked two things at once: ${nameOf(asked[0])}, beside ${nameOf(active)}`,
    );
  }
  return query.apply(this, asked);
} as typeof pg.Client.prototype.query;

const nameOf = (asked: unknown) => String((asked as { text?: string } | null)?.text ?? asked).slice(0, 120);
