import type { Db } from "@/db/client";
import { openDatabase } from "@/db/client";
import { canListen, listenForEvents } from "@/db/listen-for-events";
import { type Condition, readCondition } from "@/db/read-condition";
import type { News } from "@/db/record-event";
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

/** How the database is. Throws when it does not answer. */
export async function databaseCondition(): Promise<Condition> {
  return readCondition(await database());
}

/** Calls `heard` for each event that commits; answers how to stop, or null where nothing can wait for events. */
export function listenForNews(heard: (news: News | null) => void): (() => void) | null {
  const url = databaseUrl();
  return canListen(url) ? listenForEvents(url, heard) : null;
}

/** The tables that next-auth's adapter works on. */
export const signInTables = {
  usersTable: users,
  accountsTable: accounts,
  verificationTokensTable: verificationTokens,
};
