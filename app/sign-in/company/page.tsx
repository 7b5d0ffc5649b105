import type { Metadata } from "next";
import { cookies } from "next/headers";
import { csrfCookie, csrfToken } from "@/app/session";
import { ProviderForms } from "@/components/sign-in/provider-forms";
import { Logo } from "@/components/ui/shapes";
import { safePath } from "@/lib/safe-path";
import { waysIn } from "../ways-in";

export const metadata: Metadata = { title: "Your company's sign-in" };

type Query = { callbackUrl?: string };

/** To a private page by a provider. The same for every page, whether it is there or not. */
export default async function CompanySignIn({ searchParams }: { searchParams: Promise<Query> }) {
  const { callbackUrl } = await searchParams;
  const { providers } = await waysIn();
  const path = safePath(callbackUrl);
  const token = csrfToken((await cookies()).get(csrfCookie())?.value);
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Your company's sign-in</h1>
      {providers.length === 0 && <p>None is set up here. Ask for a link by mail instead.</p>}
      <ProviderForms providers={providers} csrfToken={token} callbackUrl={path} />
      <p className="mt-4">
        <a href={path}>Back</a>
      </p>
    </main>
  );
}
