import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { beginRequiredFactorAction, confirmRequiredFactorAction } from "@/app/desk/factor-actions";
import { deskContext, waitingContext } from "@/app/desk-context";
import { FactorSteps } from "@/components/desk/second-factor/steps";
import { Logo } from "@/components/ui/shapes";
import { safePath } from "@/lib/safe-path";
import { readPerson } from "@/status/people/read-person";

export const metadata: Metadata = { title: "Set up your second factor" };

type Query = { callbackUrl?: string };

/** For somebody whose role must have a second factor, and who has none yet. */
export default async function SetUp({ searchParams }: { searchParams: Promise<Query> }) {
  const { callbackUrl } = await searchParams;
  // Once it is on, the session is open and the codes are still on the screen.
  const ctx = (await waitingContext("set_up_needed")) ?? (await deskContext());
  if (!ctx) redirect("/sign-in");
  const person = await readPerson(ctx, ctx.actor.id);
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Set up your second factor</h1>
      <p>
        Your role needs more than a password: a code from an authenticator app on your phone. It takes a
        minute.
      </p>
      <FactorSteps
        begin={beginRequiredFactorAction}
        confirm={confirmRequiredFactorAction}
        hasPassword={person?.hasPassword ?? false}
        onward={safePath(callbackUrl)}
      />
    </main>
  );
}
