import { sessionCookie, sessionValue } from "@/app/session";
import { openDatabase } from "@/db/client";
import { beginSession } from "@/status/sessions/begin-session";

/** The cookie of somebody who has just signed in. */
export async function sessionOf(databaseUrl: string, { id: userId }: { id: string }): Promise<string> {
  const { db, close } = await openDatabase(databaseUrl);
  const from = { address: "127.0.0.1", agent: "bench", device: null };
  const sessionId = await beginSession(
    { db, now: new Date() },
    { userId, way: "password", state: "open", from },
  );
  await close();
  return `${sessionCookie()}=${await sessionValue(userId, sessionId)}`;
}
