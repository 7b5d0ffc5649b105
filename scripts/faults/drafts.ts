import { patiently } from "../bench/kill/patiently";
import type { Stage } from "./stage";

const subject = "maintenance:new";

/** Has the desk keep words that somebody is writing. Throws when it does not. */
export async function keepDraft({ stack, desk }: Stage, words: string): Promise<void> {
  const answer = await fetch(`${stack.url}/desk/drafts`, {
    method: "POST",
    headers: { cookie: desk.cookie, origin: stack.url, "content-type": "application/json" },
    body: JSON.stringify({ subject, fields: { words } }),
  });
  if (!answer.ok) throw new Error(`The draft was not kept: ${answer.status} ${await answer.text()}`);
}

/** Whether they are still there. */
export async function hasDraft({ database }: Stage, words: string): Promise<boolean> {
  const { rows } = await patiently(() =>
    database.pool.query("select fields from drafts where subject = $1", [subject]),
  );
  return rows.some(({ fields }) => String(fields).includes(words));
}
