import type { Context } from "@/db/context";
import { countTry, forgetTries, giveBack } from "@/status/bounds/count-try";
import { beginSession, type From } from "@/status/sessions/begin-session";
import { endSession } from "@/status/sessions/end-sessions";
import { findSession } from "@/status/sessions/find-session";
import { isKnownDevice } from "@/status/sessions/known-device";
import { judgeCode } from "./judge-code";

type Passed =
  | { is: "in"; userId: string; sessionId: string }
  | { is: "wrong" }
  | { is: "wait"; seconds: number }
  | { is: "over" };

/**
 * The code of somebody whose password or mailbox was proven: their waiting session ends, and an open one of its own
 * begins, so that whoever planted the first one in their browser gains nothing. Tries are counted before they are
 * judged; at a browser that is known, apart from strangers'.
 */
export async function passCode(
  { db, now }: Pick<Context, "db" | "now">,
  { sessionId, code, from, network }: { sessionId: string; code: string; from: From; network: string },
): Promise<Passed> {
  const found = await findSession({ db, now }, sessionId);
  if (found?.session.state !== "code_needed") return { is: "over" };
  const { person, session } = found;
  const known = await isKnownDevice({ db, now }, { email: person.email, device: from.device });
  const account = known ? `${person.id} ${from.device}` : person.id;
  const bound = known ? "codeByDevice" : "codeByAccount";
  const seconds =
    (known ? 0 : await countTry(db, "codeByAddress", network)) || (await countTry(db, bound, account));
  if (seconds > 0) return { is: "wait", seconds };
  const opened = await db.transaction(async (tx) => {
    if (!(await judgeCode({ db: tx, now }, { userId: person.id, code }))) return null;
    await endSession({ db: tx, now }, { id: session.id, by: "went_on" });
    return beginSession({ db: tx, now }, { userId: person.id, way: session.way, state: "open", from });
  });
  if (!opened) return { is: "wrong" };
  if (!known) await giveBack(db, "codeByAddress", network);
  await forgetTries(db, bound, account);
  return { is: "in", userId: person.id, sessionId: opened };
}
