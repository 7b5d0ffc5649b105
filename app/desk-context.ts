import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/app/context";
import { inOwnName } from "@/app/named";
import { readSession, sessionCookie } from "@/app/session";
import type { Actor, Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { readPerson } from "@/status/people/read-person";

export type DeskContext = Context & { actor: Extract<Actor, { kind: "user" }> };

/**
 * Who asks at the desk, with the database and the time; null when nobody is signed in. The person's row is
 * read each time, because a JWT cannot be called back: a new role, a shut account or a new password count at once.
 */
export const deskContext = cache(async (): Promise<DeskContext | null> => {
  const cookie = (await cookies()).get(sessionCookie())?.value;
  const ctx = await contextOf(cookie);
  return ctx && inOwnName(ctx, await headers(), cookie);
});

/** The same for a session's cookie: what stays open asks again and again. */
export async function contextOf(cookie: string | undefined): Promise<DeskContext | null> {
  const session = await readSession(cookie);
  if (!session) return null;
  const db = await database();
  const person = await readPerson({ db }, session.userId);
  if (!person || person.disabled || person.stamp !== session.stamp) return null;
  return {
    db,
    actor: { kind: "user", id: person.id, role: person.role, name: person.name },
    now: new Date(),
  };
}

/** For pages: the same, or on to sign in and back again. */
export async function requireDesk(): Promise<DeskContext> {
  const ctx = await deskContext();
  if (ctx) return ctx;
  const path = (await headers()).get("x-desk-path") ?? "/desk";
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
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
