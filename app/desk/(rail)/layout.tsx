import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { requireDesk } from "@/app/desk-context";
import { csrfCookie, csrfToken } from "@/app/session";
import { readAttention } from "@/communications/deliveries/read-attention";
import { Asked, SummonedHere } from "@/components/desk/asked";
import { LiveRefresh } from "@/components/desk/live-refresh";
import { QuestionsWaiting } from "@/components/desk/questions-waiting";
import { Rail } from "@/components/desk/rail";
import { env } from "@/lib/env";
import { readOwnQuestions } from "@/status/approvals/read-approvals";
import { readOwnOffers } from "@/status/incidents/roles/read-roles";
import { readOwnSummons } from "@/status/plays/read-summons";
import { acceptRoleAction, acknowledgeAction, declineRoleAction } from "./incidents/[id]/role-actions";

/** The desk's places, with the rail beside them. The composer does without it. */
export default async function RailLayout({ children }: { children: ReactNode }) {
  const ctx = await requireDesk();
  const { actor } = ctx;
  const [{ resting, unknown }, offers, summons, questions] = await Promise.all([
    readAttention(ctx.db, ctx.now),
    readOwnOffers(ctx),
    readOwnSummons(ctx),
    readOwnQuestions(ctx),
  ]);
  const waiting = { "/desk/deliveries": resting.length + unknown.reduce((sum, { n }) => sum + n, 0) };
  const token = csrfToken((await cookies()).get(csrfCookie())?.value);
  const mailbox = actor.role === "owner" && !env().RESEND_API_KEY && !env().SMTP_URL;
  return (
    <div className="app">
      <Rail name={actor.name} role={actor.role} csrfToken={token} mailbox={mailbox} waiting={waiting} />
      <LiveRefresh />
      <main className="main" id="main">
        <SummonedHere summons={summons} acknowledge={acknowledgeAction} />
        <Asked offers={offers} accept={acceptRoleAction} decline={declineRoleAction} />
        <QuestionsWaiting questions={questions} />
        {children}
      </main>
    </div>
  );
}
