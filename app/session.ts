import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { env, secret } from "@/lib/env";
import { sessionHours } from "@/lib/session-hours";

/** Whether readers reach us by https: then cookies never travel without it. */
export const secureCookies = () => env().PUBLIC_URL.startsWith("https://");

/** `__Host-`: browsers take such a cookie from https and this very host alone, never from a neighbour. */
export const cookieName = (name: string) => `${secureCookies() ? "__Host-" : ""}${name}`;
export const sessionCookie = () => cookieName("next-auth.session-token");
export const csrfCookie = () => cookieName("next-auth.csrf-token");
/** Only serves to know a browser again; it opens nothing. */
export const deviceCookie = () => cookieName("drawbridge-device");

/** Shut to scripts, and sent along when somebody comes from elsewhere by a link, but with no form of theirs. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: secureCookies() }) as const;

/** Which session a cookie names; null when it is missing, forged or older than a shift. What it is worth, the database says. */
export async function readSession(cookie: string | undefined): Promise<{ sessionId: string } | null> {
  if (!cookie) return null;
  // A cookie that cannot be decrypted is a stranger's, not a fault.
  const token = await decode({ token: cookie, secret: secret("SECRET") }).catch(() => null);
  return typeof token?.sid === "string" ? { sessionId: token.sid } : null;
}

/** A session's cookie in next-auth's shape. */
export const sessionValue = (userId: string, sessionId: string) =>
  encode({ token: { sub: userId, sid: sessionId }, secret: secret("SECRET"), maxAge: sessionSeconds });

export const sessionSeconds = sessionHours * 60 * 60;

/** A fresh cookie in next-auth's shape, so that its forms work without JavaScript. */
export const newCsrfCookie = () => signedToken(randomBytes(32).toString("hex"));

/** Whether a form carries the token of this browser's cookie, and we made both. */
export function isFormToken(cookie: string | undefined, token: string): boolean {
  const [given, expected] = [Buffer.from(cookie ?? ""), Buffer.from(signedToken(token))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const signedToken = (token: string) =>
  `${token}|${createHash("sha256")
    .update(`${token}${secret("SECRET")}`)
    .digest("hex")}`;

/** The token that a form must carry. */
export const csrfToken = (cookie: string | undefined) => cookie?.split("|")[0] ?? "";
