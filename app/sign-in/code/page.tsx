import type { Metadata } from "next";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { waitingContext } from "@/app/desk-context";
import { csrfCookie, csrfToken } from "@/app/session";
import { Logo } from "@/components/ui/shapes";
import { safePath } from "@/lib/safe-path";
import { signInRefusal } from "../refusals";

export const metadata: Metadata = { title: "Your code" };

type Query = { error?: string; callbackUrl?: string };

/** The second factor of somebody whose password or mailbox was proven. A plain form. */
export default async function Code({ searchParams }: { searchParams: Promise<Query> }) {
  const { error, callbackUrl } = await searchParams;
  const ctx = await waitingContext("code_needed");
  if (!ctx) redirect("/sign-in");
  const token = csrfToken((await cookies()).get(csrfCookie())?.value);
  const refusal = signInRefusal(error);
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Your code</h1>
      <p>One more step, {ctx.actor.name}: the code that your authenticator app shows now.</p>
      {refusal && (
        <p className="said bad" role="alert">
          {refusal}
        </p>
      )}
      <form action="/sign-in/code/check" method="post">
        <input type="hidden" name="csrfToken" value={token} />
        <input type="hidden" name="callbackUrl" value={safePath(callbackUrl)} />
        <label className="block">
          <b>Code</b>
          <input
            type="text"
            name="code"
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
        </label>
        <button className="btn" type="submit">
          Go on
        </button>
        <p className="s mute">
          Is the phone gone? Type one of your recovery codes instead: each works once. Are they gone too? An
          owner can reset it.
        </p>
      </form>
      <form action="/api/auth/signout" method="post">
        <input type="hidden" name="csrfToken" value={token} />
        <input type="hidden" name="callbackUrl" value="/sign-in" />
        <button type="submit" className="btn q">
          Sign in as somebody else
        </button>
      </form>
    </main>
  );
}
