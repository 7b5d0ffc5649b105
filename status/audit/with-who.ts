import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";

/** Who changes something, and from where: what the audit log says beside what was changed. */
export type Who = {
  kind: "user" | "member" | "visitor" | "machine";
  id?: string;
  name?: string;
  role?: string;
  /** The beginning of the API key that was shown: what can be seen of it in a list, and opens nothing. */
  key?: string;
  /** The address of the caller's machine. */
  address?: string;
  /** The request's name in the log. */
  request?: string;
  /** The session's id, as the list of sessions shows it. */
  session?: string;
  /** The page or door that was asked. */
  door?: string;
};

const bare = Symbol("the database underneath");
const writes = ["insert", "update", "delete"] as const;
type Write = (typeof writes)[number];

/**
 * The same database in somebody's name: each transaction begins with saying whose it is, and a change outside of one
 * gets one of its own. SQL by hand (`execute`) belongs inside a transaction, or it is nobody's.
 */
export function withWho(db: Db, who: Who): Db {
  const named = inNameOf(JSON.stringify(who));
  const transaction: Db["transaction"] = (run, config) =>
    bareDb(db).transaction(async (tx) => {
      await tx.execute(named);
      return run(tx);
    }, config);
  return new Proxy(bareDb(db), {
    get(target, name) {
      if (name === bare) return target;
      if (name === "transaction") return transaction;
      if (writes.includes(name as Write)) {
        return (table: never) => later((tx) => tx[name as Write](table), transaction);
      }
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The database without a name on it: one thing, however many ask in whose name. */
export const bareDb = (db: Db): Db => (db as Db & { [bare]?: Db })[bare] ?? db;

const inNameOf = (who: string) => sql`select set_config('drawbridge.who', ${who}, true)`;

type Chain = Record<string, (...args: unknown[]) => unknown>;

/** Notes what a statement is made of, and makes and runs it in a transaction once its answer is wanted. */
function later(begin: (tx: Tx) => unknown, transaction: Db["transaction"]): never {
  const steps: [name: string, args: unknown[]][] = [];
  const run = () =>
    transaction(async (tx) => {
      let statement = begin(tx) as Chain;
      for (const [name, args] of steps) statement = statement[name]!(...args) as Chain;
      return statement;
    });
  const noted: object = new Proxy(
    {},
    {
      get(_, name) {
        if (name === "then") return (...args: Parameters<Promise<unknown>["then"]>) => run().then(...args);
        if (name === "catch") return (...args: Parameters<Promise<unknown>["catch"]>) => run().catch(...args);
        return (...args: unknown[]) => {
          steps.push([String(name), args]);
          return noted;
        };
      },
    },
  );
  return noted as never;
}
