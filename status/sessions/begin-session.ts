import { createHash } from "node:crypto";
import type { Context } from "@/db/context";
import { sessions } from "@/db/schema/sessions";
import { sessionHours } from "@/lib/session-hours";
import type { SessionState, SignInWay } from "@/lib/vocabulary";

/** Where a session is begun from: what the browser and the front say. */
export type From = { address: string; agent: string; device: string | null };

const agentLengthMax = 300;

type Begun = {
  userId: string;
  way: SignInWay;
  state: SessionState;
  from: From;
  /** They came by password where everybody else must come by single sign-on. */
  brokeGlass?: boolean;
};

/** Begins a session, and answers its id. Part of signing in: who it is, was proven before. */
export async function beginSession({ db, now }: Pick<Context, "db" | "now">, begun: Begun): Promise<string> {
  const { userId, way, state, from, brokeGlass = false } = begun;
  const [row] = await db
    .insert(sessions)
    .values({
      ...{ userId, way, state, brokeGlass },
      device: from.device && hashDevice(from.device),
      agent: from.agent.slice(0, agentLengthMax),
      address: from.address,
      ...{ since: now, lastSeenAt: now },
      expiresAt: new Date(now.getTime() + sessionHours * 60 * 60 * 1000),
    })
    .returning({ id: sessions.id });
  return row!.id;
}

/** A browser as it is kept: its cookie cannot be made from it. */
export const hashDevice = (device: string) => createHash("sha256").update(device).digest("base64url");
