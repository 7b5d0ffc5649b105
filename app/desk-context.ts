import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/app/context";
import { inOwnName } from "@/app/named";
import { readSession, sessionCookie } from "@/app/session";
import type { Actor, Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import type { SessionState } from "@/lib/vocabulary";
import { findSession, noteSeen, type Session } from "@/status/sessions/find-session";

export type DeskContext = Context & {
  actor: Extract<Actor, { kind: "user" }>;
  /** The session that asks. */
  session: Session;
};

/**
 * Who asks at the desk, with the database and the time; null when nobody is wholly signed in. Session and person are
 * read each time: a revoked session, a new role, a shut account or a new password count at once.
 */
export const deskContext = cache(() => asking("open"));

/** The same for a session's cookie: what stays open asks again and again. */
export async function contextOf(
  cookie: string | undefined,
  state: SessionState = "open",
): Promise<DeskContext | null> {
  const named = await readSession(cookie);
  if (!named) return null;
  const ctx = { db: await database(), now: new Date() };
  const found = await findSession(ctx, named.sessionId);
  if (found?.session.state !== state) return null;
  const { session, person } = found;
  await noteSeen(ctx, session).catch((error) => {
    // Looking goes on where nothing can be written.
    console.error("When a session was last seen could not be noted:", error);
  });
  const actor = { kind: "user", id: person.id, role: person.role, name: person.name } as const;
  return { ...ctx, actor, session };
}

/** Who is signed in but for something that is missing, and must be brought first. */
export const waitingContext = cache((state: Exclude<SessionState, "open">) => asking(state));

async function asking(state: SessionState): Promise<DeskContext | null> {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const ctx = await contextOf(cookie, state);
  return ctx && inOwnName(ctx, await headers());
}

/** For pages: the same, or on to sign in and back again. */
export async function requireDesk(): Promise<DeskContext> {
  const ctx = await deskContext();
  if (ctx) return ctx;
  const path = (await headers()).get("x-desk-path") ?? "/desk";
  const query = `?callbackUrl=${encodeURIComponent(path)}`;
  if (await waitingContext("code_needed")) redirect(`/sign-in/code${query}`);
  if (await waitingContext("set_up_needed")) redirect(`/sign-in/set-up${query}`);
  redirect(`/sign-in${query}`);
}

/** Whether this person may change what the public sees. */
export const mayAct = (ctx: DeskContext) => ctx.actor.role !== "viewer";
export const isOwner = (ctx: DeskContext) => ctx.actor.role === "owner";

/** Refuses those who may only look. */
export function assertMay(ctx: DeskContext, need: "act" | "own"): void {
  if (need === "own" ? !isOwner(ctx) : !mayAct(ctx)) {
    throw new DomainError(
      "not_allowed",
      `Your role is ${ctx.actor.role}: you can look, but not do this. Ask an owner.`,
    );
  }
}
