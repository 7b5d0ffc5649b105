import { readSession, secureCookies, sessionCookie } from "@/app/session";
import type { Db } from "@/db/client";
import { secret } from "@/lib/env";
import { openSession, privateSessionHours, signSession } from "@/lib/private-session";
import { findMember, type Member } from "@/status/audiences/private/find-member";
import type { Audience } from "@/status/audiences/read-audience";
import { findSession } from "@/status/sessions/find-session";

/** Who looks at a private page: somebody of its audience, or somebody of the desk. */
export type Viewer = { kind: "member"; member: Member } | { kind: "desk"; name: string };

/** Shut to scripts, and sent to this audience's page alone. */
const cookieName = () => `${secureCookies() ? "__Secure-" : ""}drawbridge-private`;
const pathOf = (slug: string) => `/s/${slug}`;

/**
 * Who may look, asked anew each time: somebody who was removed is out at once, and so is a desk account that was shut.
 * Null for everybody else.
 */
export async function viewerOf(
  { request, db, now }: { request: Request; db: Db; now: Date },
  audience: Audience,
): Promise<Viewer | null> {
  const value = cookie(request, cookieName());
  const id = value && openSession(value, audience.id, now, secret("SECRET"));
  const member = id ? await findMember(db, audience.id, id) : null;
  if (member) return { kind: "member", member };
  const session = await readSession(cookie(request, sessionCookie()) ?? undefined);
  const found = session && (await findSession({ db, now }, session.sessionId));
  return found?.session.state === "open" ? { kind: "desk", name: found.person.name } : null;
}

/** What a browser is told to keep, and to send to this page alone. */
export function sessionCookieFor(
  slug: string,
  who: { audienceId: string; subscriberId: string },
  now: Date,
): string {
  const value = signSession(who, now, secret("SECRET"));
  return `${cookieName()}=${value}; Max-Age=${privateSessionHours * 3600}; ${attributes(slug)}`;
}

/** What makes it forget. */
export const endedCookieFor = (slug: string) => `${cookieName()}=; Max-Age=0; ${attributes(slug)}`;

const attributes = (slug: string) =>
  `Path=${pathOf(slug)}; HttpOnly; SameSite=Lax${secureCookies() ? "; Secure" : ""}`;

function cookie(request: Request, name: string): string | null {
  const all = (request.headers.get("cookie") ?? "").split(/;\s*/);
  return all.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
