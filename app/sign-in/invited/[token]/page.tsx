import type { Metadata } from "next";
import { cookies } from "next/headers";
import { database } from "@/app/context";
import { csrfCookie, csrfToken } from "@/app/session";
import { Logo } from "@/components/ui/shapes";
import { findInvitation } from "@/status/invitations/accept-invitation";
import { signInRefusal } from "../../refusals";

export const metadata: Metadata = { title: "Your account", referrer: "no-referrer" };

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ error?: string }> };

/** Where an invitation's link leads: one's name and a password of one's own. Opening it uses nothing up. */
export default async function Invited({ params, searchParams }: Props) {
  const [{ token }, { error }] = [await params, await searchParams];
  const invitation = await findInvitation({ db: await database(), now: new Date() }, token);
  const form = csrfToken((await cookies()).get(csrfCookie())?.value);
  const refusal = signInRefusal(error);
  return (
    <main className="solo">
      <Logo href="/" />
      <h1>Your account</h1>
      {!invitation && (
        <>
          <p>This invitation was used or withdrawn, or is too old. Ask an owner for another one.</p>
          <p className="mt-4">
            <a href="/sign-in">To sign in</a>
          </p>
        </>
      )}
      {invitation && (
        <>
          <p>
            For <b className="break-all">{invitation.email}</b>.
          </p>
          {refusal && (
            <p className="said bad" role="alert">
              {refusal}
            </p>
          )}
          <form action={`/sign-in/invited/${encodeURIComponent(token)}/accept`} method="post">
            <input type="hidden" name="csrfToken" value={form} />
            <label className="block">
              <b>Your name</b>
              <input
                type="text"
                name="name"
                autoComplete="name"
                maxLength={120}
                defaultValue={invitation.name}
                required
              />
            </label>
            <label className="block">
              <b>Password</b>
              <input
                type="password"
                name="password"
                autoComplete="new-password"
                minLength={12}
                maxLength={256}
                required
              />
            </label>
            <button className="btn" type="submit">
              Make my account
            </button>
            <p className="s mute">At least 12 characters. A few words in a row are fine.</p>
          </form>
        </>
      )}
    </main>
  );
}
