import type { Db } from "@/db/client";
import { openDatabase } from "@/db/client";
import { accounts, users, verificationTokens } from "@/db/schema/users";
import { databaseUrl } from "@/lib/env";

/** One pool for the whole process: development reloads modules, and every reload would open another. */
const kept = globalThis as typeof globalThis & { drawbridgeDatabase?: Promise<Db> };

/** The database, opened once. A failed opening is forgotten, so the next call tries again. */
export function database(): Promise<Db> {
  kept.drawbridgeDatabase ??= openDatabase(databaseUrl()).then(
    ({ db }) => db,
    (error) => {
      kept.drawbridgeDatabase = undefined;
      throw error;
    },
  );
  return kept.drawbridgeDatabase;
}

/** The database for the public pages: nobody is asked who they are there. */
export function publicDb(): Promise<Db> {
  return database();
}

/** The tables that next-auth's adapter works on. */
export const signInTables = {
  usersTable: users,
  accountsTable: accounts,
  verificationTokensTable: verificationTokens,
};
