import { ZodError } from "zod";
import { caller } from "@/app/api/auth/caller";
import { visitorDb } from "@/app/named";
import { goTo, readSignInForm } from "@/app/sign-in/form-token";
import { setSession } from "@/app/sign-in/set-session";
import { DomainError } from "@/lib/domain-error";
import { countTry } from "@/status/bounds/count-try";
import { acceptInvitation } from "@/status/invitations/accept-invitation";
import { stateOfSession } from "@/status/second-factor/state-of-session";
import { beginSession } from "@/status/sessions/begin-session";

type Route = { params: Promise<{ token: string }> };

/** Makes the account of somebody who was invited, and lets them in. */
export async function POST(request: Request, { params }: Route): Promise<Response> {
  const { token } = await params;
  // What no letter of ours held.
  if (!/^[\w-]{1,100}$/.test(token)) return goTo("/sign-in");
  const path = `/sign-in/invited/${token}`;
  const field = await readSignInForm(request);
  if (!field) return goTo(path, { error: "SessionRequired" });
  const { network, ...from } = await caller();
  const ctx = { db: await visitorDb(request), now: new Date() };
  const wait = await countTry(ctx.db, "inviteTryByAddress", network);
  if (wait > 0) return goTo(path, { error: `TooManyCodes.${wait}` });
  try {
    const person = { token, name: field("name"), password: field("password") };
    const { id: userId, role } = await acceptInvitation(ctx, person);
    const state = await stateOfSession(ctx, { userId, role, way: "invitation" });
    await setSession({
      userId,
      sessionId: await beginSession(ctx, { userId, way: "invitation", state, from }),
    });
    return goTo("/desk");
  } catch (error) {
    if (error instanceof ZodError) return goTo(path, { error: "NameOrPassword" });
    // The page says the same, and what to do.
    if (error instanceof DomainError) return goTo(path);
    throw error;
  }
}
