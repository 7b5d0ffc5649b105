import type { Metadata } from "next";
import { Logo } from "@/components/ui/shapes";

export const metadata: Metadata = { title: "Sign in by link", referrer: "no-referrer" };

type Query = { token?: string; email?: string; callbackUrl?: string };

/** Where the link of the letter leads. Only the press of the button uses it up. */
export default async function SignInByLink({ searchParams }: { searchParams: Promise<Query> }) {
  const { token = "", email = "", callbackUrl = "/desk" } = await searchParams;
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Sign in</h1>
      <p>
        As <b>{email || "nobody: this link is not whole"}</b>.
      </p>
      <form action="/api/auth/callback/email" method="get">
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="email" value={email} />
        <button className="btn" type="submit">
          Sign in
        </button>
      </form>
    </main>
  );
}
