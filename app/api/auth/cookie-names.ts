import type { AuthOptions } from "next-auth";
import { cookieName, cookieOptions } from "@/app/session";

const quarterOfAnHour = 15 * 60;

/** next-auth's cookies, each under `__Host-` where we are reached by https. */
export function cookieNames(): AuthOptions["cookies"] {
  const named = (name: string, maxAge?: number) => ({
    name: cookieName(`next-auth.${name}`),
    options: { ...cookieOptions(), ...(maxAge && { maxAge }) },
  });
  return {
    sessionToken: named("session-token"),
    callbackUrl: named("callback-url"),
    csrfToken: named("csrf-token"),
    pkceCodeVerifier: named("pkce.code_verifier", quarterOfAnHour),
    state: named("state", quarterOfAnHour),
    nonce: named("nonce", quarterOfAnHour),
  };
}
