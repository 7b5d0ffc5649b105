import type { PoolClient } from "pg";

type Query = (...asked: unknown[]) => unknown;

/**
 * Hands a lent connection back when its `begin` fails. drizzle-orm lets go of a connection only once its transaction has
 * begun: each that breaks before would take a place of the pool for ever, and closing it would never end.
 */
export function returnBroken(client: PoolClient): void {
  const query = client.query.bind(client) as Query;
  const guarded: Query = (...asked) => {
    const answer = query(...asked);
    if (!isBegin(asked[0]) || !(answer instanceof Promise)) return answer;
    return answer.catch((error) => {
      client.release(true);
      throw error;
    });
  };
  client.query = guarded as typeof client.query;
}

/** The object with `text` is how drizzle asks; pools that others make of us ask by string, and hand back themselves. */
const isBegin = (asked: unknown) =>
  typeof asked === "object" && asked !== null && "text" in asked && /^begin\b/.test(String(asked.text));
