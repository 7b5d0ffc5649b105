import type { Metadata } from "next";
import { cookies } from "next/headers";
import { csrfCookie, csrfToken } from "@/app/session";
import { PasswordForms } from "@/components/sign-in/password-forms";
import { ProviderForms } from "@/components/sign-in/provider-forms";
import { Logo } from "@/components/ui/shapes";
import { signInRefusal } from "./refusals";
import { waysIn } from "./ways-in";

export const metadata: Metadata = { title: "Sign in" };

type Query = { error?: string; callbackUrl?: string; email?: string };

/** Sign in by a provider, a password or a mailed link. */
export default async function SignIn({ searchParams }: { searchParams: Promise<Query> }) {
  const { error, callbackUrl = "/desk" } = await searchParams;
  const forms = { csrfToken: csrfToken((await cookies()).get(csrfCookie())?.value), callbackUrl };
  const { providers, ssoOnly } = await waysIn();
  const refusal = signInRefusal(error);
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
      <ProviderForms providers={providers} {...forms} />
      {ssoOnly ? (
        <details className="mt-8">
          <summary>For the owner who kept a way in</summary>
          <PasswordForms {...forms} />
        </details>
      ) : (
        <PasswordForms {...forms} />
      )}
    </main>
  );
}
