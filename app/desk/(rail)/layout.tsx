import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { requireDesk } from "@/app/desk-context";
import { csrfCookie, csrfToken } from "@/app/session";
import { Rail } from "@/components/desk/rail";
import { env } from "@/lib/env";

/** The desk's places, with the rail beside them. The composer does without it. */
export default async function RailLayout({ children }: { children: ReactNode }) {
  const { actor } = await requireDesk();
  const token = csrfToken((await cookies()).get(csrfCookie())?.value);
  const mailbox = actor.role === "owner" && !env().RESEND_API_KEY && !env().SMTP_URL;
  return (
    <div className="app">
      <Rail name={actor.name} role={actor.role} csrfToken={token} mailbox={mailbox} />
      <main className="main" id="main">
        {children}
      </main>
    </div>
  );
}
