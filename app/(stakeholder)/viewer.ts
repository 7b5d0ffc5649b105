import { createHash } from "node:crypto";
import { cookieName, cookieOptions, readSession, sessionCookie } from "@/app/session";
import type { Db } from "@/db/client";
import { secret } from "@/lib/env";
import { openSession, privateSessionHours, signSession } from "@/lib/private-session";
import { findMember, type Member } from "@/status/audiences/private/find-member";
import type { Audience } from "@/status/audiences/read-audience";
import { findSession } from "@/status/sessions/find-session";

/** Who looks at a private page: somebody of its audience, or somebody of the desk. */
export type Viewer = { kind: "member"; member: Member } | { kind: "desk"; name: string };

/** One for each page, `__Host-` where we are reached by https. The page's name is in it as a hash: any text is one. */
const nameFor = (slug: string) =>
  cookieName(`drawbridge-private-${createHash("sha256").update(slug).digest("hex").slice(0, 16)}`);

/**
 * Who may look, asked anew each time: somebody who was removed is out at once, and so is a desk account that was shut.
 * Null for everybody else.
 */
export async function viewerOf(
  { request, db, now }: { request: Request; db: Db; now: Date },
  audience: Audience,
): Promise<Viewer | null> {
  const value = cookie(request, nameFor(audience.slug));
  const id = value && openSession(value, audience.id, now, secret("SECRET"));
  const member = id ? await findMember(db, audience.id, id) : null;
  if (member) return { kind: "member", member };
  const session = await readSession(cookie(request, sessionCookie()) ?? undefined);
  const found = session && (await findSession({ db, now }, session.sessionId));
  return found?.session.state === "open" ? { kind: "desk", name: found.person.name } : null;
}

/** What a browser is told to keep, for this page. */
export function sessionCookieFor(slug: string, who: { audienceId: string; subscriberId: string }, now: Date) {
  const value = signSession(who, now, secret("SECRET"));
  return { name: nameFor(slug), value, options: { ...cookieOptions(), maxAge: privateSessionHours * 3600 } };
}

/** The same as a header of an answer. */
export function setCookieFor(
  slug: string,
  who: { audienceId: string; subscriberId: string },
  now: Date,
): string {
  const { name, value, options } = sessionCookieFor(slug, who, now);
  return `${name}=${value}; Max-Age=${options.maxAge}; ${attributes()}`;
}

/** What makes it forget. */
export const endedCookieFor = (slug: string) => `${nameFor(slug)}=; Max-Age=0; ${attributes()}`;

const attributes = () => `Path=/; HttpOnly; SameSite=Lax${cookieOptions().secure ? "; Secure" : ""}`;

function cookie(request: Request, name: string): string | null {
  const all = (request.headers.get("cookie") ?? "").split(/;\s*/);
  return all.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
}
