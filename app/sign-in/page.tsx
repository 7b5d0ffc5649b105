import type { Metadata } from "next";
import { cookies } from "next/headers";
import { csrfCookie, csrfToken } from "@/app/session";
import { Logo } from "@/components/ui/shapes";
import { signInRefusal } from "./refusals";

export const metadata: Metadata = { title: "Sign in" };

type Query = { error?: string; callbackUrl?: string; email?: string };

/** Sign in with a password or a mailed link: plain forms, no JavaScript needed. */
export default async function SignIn({ searchParams }: { searchParams: Promise<Query> }) {
  const { error, callbackUrl } = await searchParams;
  const token = csrfToken((await cookies()).get(csrfCookie())?.value);
  const refusal = signInRefusal(error);
  const hidden = (
    <>
      <input type="hidden" name="csrfToken" value={token} />
      <input type="hidden" name="callbackUrl" value={callbackUrl ?? "/desk"} />
    </>
  );
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Sign in</h1>
      <p>
        To the desk. Looking for the status? <a href="/">It needs no sign-in.</a>
      </p>
      {refusal && (
        <p className="said bad" role="alert">
          {refusal}
        </p>
      )}
      <form action="/api/auth/callback/password" method="post">
        {hidden}
        <label className="block">
          <b>Email</b>
          <input type="email" name="email" autoComplete="username" required />
        </label>
        <label className="block">
          <b>Password</b>
          <input type="password" name="password" autoComplete="current-password" required />
        </label>
        <button className="btn" type="submit">
          Sign in
        </button>
      </form>
      <p className="s mute mt-8">Or, if the password is what you do not have:</p>
      <form action="/api/auth/signin/email" method="post">
        {hidden}
        <label className="block">
          <b>Email for the link</b>
          <input type="email" name="email" autoComplete="email" required />
        </label>
        <button className="btn q" type="submit">
          Mail me a sign-in link
        </button>
        <p className="s mute">Links work once, for 10 minutes.</p>
      </form>
    </main>
  );
}
