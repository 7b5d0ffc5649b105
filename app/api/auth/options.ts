import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import CredentialsProvider from "next-auth/providers/credentials";
import { database, signInTables } from "@/app/context";
import { cookieName, cookieOptions, secureCookies, sessionSeconds } from "@/app/session";
import { secret } from "@/lib/env";
import type { SignInWay } from "@/lib/vocabulary";
import { withWho } from "@/status/audit/with-who";
import { findPerson, readPerson } from "@/status/people/read-person";
import { stateOfSession } from "@/status/second-factor/state-of-session";
import { beginSession } from "@/status/sessions/begin-session";
import { endSession } from "@/status/sessions/end-sessions";
import { caller } from "./caller";
import { passwordAttempt } from "./password-attempt";
import { linkMinutes, sendSignInLink } from "./send-sign-in-link";

/** next-auth's settings: password or mailed link, sessions of one shift, nobody registers by themselves. */
export async function authOptions(): Promise<AuthOptions> {
  const db = await database();
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
    ],
    callbacks: {
      async signIn({ user, email }) {
        // The answer to "mail me a link" is the same for everybody; only a known person gets the letter.
        if (email?.verificationRequest) return true;
        const person = user.email ? await findPerson({ db }, user.email) : null;
        return person !== null && !person.disabled;
      },
      async jwt({ token, user, account }) {
        if (!user) return token;
        const person = await readPerson({ db }, user.id);
        if (!person) throw new Error("Nobody can be signed in who is not there.");
        const way = wayOf(account?.provider);
        const state = await stateOfSession({ db }, { userId: person.id, role: person.role, way });
        const from = await caller();
        const { id, name, role } = person;
        const named = withWho(db, { kind: "user", id, name, role, address: from.address, door: "/sign-in" });
        const sid = await beginSession(
          { db: named, now: new Date() },
          { userId: person.id, way, state, from },
        );
        return { sub: person.id, sid };
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

const wayOf = (provider: string | undefined): SignInWay => (provider === "email" ? "link" : "password");

/** Each under `__Host-` where we are reached by https. */
function cookieNames(): AuthOptions["cookies"] {
  const named = (name: string, maxAge?: number) => ({
    name: cookieName(`next-auth.${name}`),
    options: { ...cookieOptions(), ...(maxAge && { maxAge }) },
  });
  return {
    sessionToken: named("session-token"),
    callbackUrl: named("callback-url"),
    csrfToken: named("csrf-token"),
    pkceCodeVerifier: named("pkce.code_verifier", 15 * 60),
    state: named("state", 15 * 60),
    nonce: named("nonce", 15 * 60),
  };
}
