import { cookies } from "next/headers";
import { cookieOptions, sessionCookie, sessionSeconds, sessionValue } from "@/app/session";

/** Gives the browser the cookie of a session that was just begun. */
export async function setSession(begun: { userId: string; sessionId: string }): Promise<void> {
  const value = await sessionValue(begun.userId, begun.sessionId);
  (await cookies()).set(sessionCookie(), value, { ...cookieOptions(), maxAge: sessionSeconds });
}
