import { DrizzleAdapter } from "@auth/drizzle-adapter";
import type { AuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import CredentialsProvider from "next-auth/providers/credentials";
import { database, signInTables } from "@/app/context";
import { secureCookies, sessionHours } from "@/app/session";
import { secret } from "@/lib/env";
import { findPerson, readPerson } from "@/status/people/read-person";
import { passwordAttempt } from "./password-attempt";
import { linkMinutes, sendSignInLink } from "./send-sign-in-link";

/** next-auth's settings: password or mailed link, sessions of one shift, nobody registers by themselves. */
export async function authOptions(): Promise<AuthOptions> {
  const db = await database();
  return {
    secret: secret("SECRET"),
    useSecureCookies: secureCookies(),
    // The adapter is typed for next-auth 5; the methods that version 4 calls are the same.
    adapter: DrizzleAdapter(db as Parameters<typeof DrizzleAdapter>[0], signInTables as never) as Adapter,
    session: { strategy: "jwt", maxAge: sessionHours * 60 * 60 },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/sign-in/sent", signOut: "/sign-in" },
    providers: [
      CredentialsProvider({
        id: "password",
        name: "Password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: (credentials, request) => passwordAttempt({ db }, credentials, request?.headers ?? {}),
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
      async jwt({ token, user }) {
        if (!user) return token;
        const person = await readPerson({ db }, user.id);
        return { sub: user.id, stamp: person?.stamp };
      },
    },
  };
}
