import { cookies } from "next/headers";
import { sessionCookieFor } from "@/app/(stakeholder)/viewer";
import { cookieName } from "@/app/session";
import { enterBySso } from "@/communications/sso/enter-by-sso";
import type { Db } from "@/db/client";
import { safePath } from "@/lib/safe-path";

/**
 * Somebody came back from a provider. True: they have an account, and next-auth signs them in. Else where they go on:
 * to the private page that their groups let them into, or to sign in with the reason.
 */
export async function ssoEntry(
  db: Db,
  { providerId, claims }: { providerId: string; claims: unknown },
): Promise<true | string> {
  const now = new Date();
  const entered = await enterBySso({ db, now }, { providerId, claims });
  if ("refused" in entered) return `/sign-in?error=${entered.refused}`;
  const jar = await cookies();
  for (const { slug, ...who } of entered.memberships) {
    const { name, value, options } = sessionCookieFor(slug, who, now);
    jar.set(name, value, options);
  }
  if (entered.userId) return true;
  const wanted = jar.get(cookieName("next-auth.callback-url"))?.value;
  const path = safePath(wanted && URL.canParse(wanted) ? new URL(wanted).pathname : wanted);
  const pages = entered.memberships.map(({ slug }) => `/s/${slug}`);
  return pages.find((page) => page === path) ?? pages[0] ?? "/sign-in?error=SsoNoRole";
}
