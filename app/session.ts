import { createHash, randomBytes } from "node:crypto";
import { decode } from "next-auth/jwt";
import { env, secret } from "@/lib/env";

/** A shift: whoever signs in at its start is not signed out during the incident. */
export const sessionHours = 8;

/** Whether readers reach us by https: then cookies never travel without it. */
export const secureCookies = () => env().PUBLIC_URL.startsWith("https://");

/** next-auth's names for its cookies. */
export const sessionCookie = () => `${secureCookies() ? "__Secure-" : ""}next-auth.session-token`;
export const csrfCookie = () => `${secureCookies() ? "__Host-" : ""}next-auth.csrf-token`;

/** Who a session cookie speaks for; null when it is missing, forged or older than a shift. */
export async function readSession(
  cookie: string | undefined,
): Promise<{ userId: string; stamp: string } | null> {
  if (!cookie) return null;
  // A cookie that cannot be decrypted is a stranger's, not a fault.
  const token = await decode({ token: cookie, secret: secret("SECRET") }).catch(() => null);
  return token?.sub && typeof token.stamp === "string" ? { userId: token.sub, stamp: token.stamp } : null;
}

/** A fresh cookie in next-auth's shape, so that its forms work without JavaScript. */
export function newCsrfCookie(): string {
  const token = randomBytes(32).toString("hex");
  return `${token}|${createHash("sha256")
    .update(`${token}${secret("SECRET")}`)
    .digest("hex")}`;
}

/** The token that a form must carry. */
export const csrfToken = (cookie: string | undefined) => cookie?.split("|")[0] ?? "";
