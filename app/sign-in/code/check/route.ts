import { cookies } from "next/headers";
import { caller } from "@/app/api/auth/caller";
import { visitorDb } from "@/app/named";
import { readSession, sessionCookie } from "@/app/session";
import { setSession } from "@/app/sign-in/set-session";
import { safePath } from "@/lib/safe-path";
import { passCode } from "@/status/second-factor/pass-code";
import { goTo, readSignInForm } from "../../form-token";

/** The code of the second factor. Right: on to where they wanted to go, with an open session. */
export async function POST(request: Request): Promise<Response> {
  const field = await readSignInForm(request);
  const named = await readSession((await cookies()).get(sessionCookie())?.value);
  if (!field || !named) return goTo("/sign-in", { error: "SessionRequired" });
  const callbackUrl = safePath(field("callbackUrl"));
  const { network, ...from } = await caller();
  const ctx = { db: await visitorDb(request), now: new Date() };
  const passed = await passCode(ctx, { ...named, code: field("code"), from, network });
  switch (passed.is) {
    case "in":
      await setSession(passed);
      return goTo(callbackUrl);
    case "over":
      return goTo("/sign-in", { error: "SessionRequired" });
    case "wait":
      return goTo("/sign-in/code", { error: `TooManyCodes.${passed.seconds}`, callbackUrl });
    case "wrong":
      return goTo("/sign-in/code", { error: "WrongCode", callbackUrl });
  }
}
