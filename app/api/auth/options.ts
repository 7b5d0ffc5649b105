import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import CredentialsProvider from "next-auth/providers/credentials";
import { database, signInTables } from "@/app/context";
import { secureCookies, sessionSeconds } from "@/app/session";
import { secret } from "@/lib/env";
import { findPerson } from "@/status/people/read-person";
import { endSession } from "@/status/sessions/end-sessions";
import { mayComeWithoutSso } from "@/status/sso/providers";
import { begin } from "./begin";
import { caller } from "./caller";
import { cookieNames } from "./cookie-names";
import { passwordAttempt } from "./password-attempt";
import { linkMinutes, sendSignInLink } from "./send-sign-in-link";
import { ssoEntry } from "./sso-entry";
import { providerIdOf, ssoProvider } from "./sso-provider";

/**
 * next-auth's settings: password, mailed link, and the provider of single sign-on that is asked for (`asked`: next-auth's
 * name of it); sessions of one shift; nobody registers by themselves.
 */
export async function authOptions(asked?: string): Promise<AuthOptions> {
  const db = await database();
  const ssoId = providerIdOf(asked);
  const sso = ssoId && (await ssoProvider(db, ssoId));
  return {
    secret: secret("SECRET"),
    useSecureCookies: secureCookies(),
    cookies: cookieNames(),
    // The adapter is typed for next-auth 5; the methods that version 4 calls are the same.
    adapter: DrizzleAdapter(db as Parameters<typeof DrizzleAdapter>[0], signInTables as never) as Adapter,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/sent", signOut: "/sign-in" },
    providers: [
      CredentialsProvider({
        id: "password",
        name: "Password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials) =>
          passwordAttempt({ db, now: new Date() }, credentials, await caller()),
      }),
      {
        id: "email",
        type: "email",
        name: "Email",
        server: "",
        from: "",
        options: {},
        maxAge: linkMinutes * 60,
        sendVerificationRequest: ({ identifier, url }) => sendSignInLink({ db, email: identifier, url }),
      },
      ...(sso ? [sso] : []),
    ],
    callbacks: {
      async signIn({ user, email, account, profile }) {
        const providerId = providerIdOf(account?.provider);
        if (providerId) return ssoEntry(db, { providerId, claims: profile });
        // The answer to "mail me a link" is the same for everybody; only a known person gets the letter.
        if (email?.verificationRequest) return true;
        const person = user.email ? await findPerson({ db }, user.email) : null;
        if (!person || person.disabled) return false;
        return (await mayComeWithoutSso(db, person)) || "/sign-in?error=SsoOnly";
      },
      async jwt({ token, user, account }) {
        return user ? begin(db, { userId: user.id, provider: account?.provider }) : token;
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === "string")
          await endSession({ db, now: new Date() }, { id: token.sid, by: "signed_out" });
      },
    },
  };
}
