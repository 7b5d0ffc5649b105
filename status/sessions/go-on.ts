import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import { hasSecondFactor } from "@/status/second-factor/state-of-session";
import { beginSession, type From } from "./begin-session";
import { endSession } from "./end-sessions";
import { findSession } from "./find-session";

/**
 * Ends the session of somebody who has just set up the second factor that their role must have, and begins an open one:
 * a cookie that somebody else planted before is worth nothing. Answers its id.
 */
export async function goOnAfterSetUp(
  { db, now }: Pick<Context, "db" | "now">,
  { sessionId, from }: { sessionId: string; from: From },
): Promise<string> {
  return db.transaction(async (tx) => {
    const found = await findSession({ db: tx, now }, sessionId);
    if (found?.session.state !== "set_up_needed" || !(await hasSecondFactor({ db: tx }, found.person.id))) {
      throw new DomainError("signed_out", "Sign in again.");
    }
    const { session, person } = found;
    await endSession({ db: tx, now }, { id: session.id, by: "went_on" });
    return beginSession({ db: tx, now }, { userId: person.id, way: session.way, state: "open", from });
  });
}
