import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { ComposerPayload } from "@/components/desk/composer/fields";

/** A form that gets no answer is sent again, as a person would, until it does. */
const tryAgainMilliseconds = 500;
const answerMilliseconds = 20_000;
const patienceMilliseconds = 120_000;

export type Desk = {
  /** What the browser would send along. */
  cookie: string;
  /** What it was answered, each time that it was not done. */
  refusals: string[];
  /** The version of which the desk said, when it last published, that readers have it; null: it said they do not yet. */
  readersHave: number | null;
  /** Presses "publish" until the desk says it is done. Answers after how many tries. */
  publish(incidentId: string | null, payload: ComposerPayload): Promise<number>;
};

/**
 * Signs in by the form, and sends forms to the desk as its own page does: as calls of the server action. `build`: the
 * folder of the build that answers.
 */
export async function signInAtDesk(
  url: string,
  who: { email: string; password: string },
  build = process.env.NEXT_DIST_DIR || ".next",
): Promise<Desk> {
  const cookie = await signIn(url, who);
  const action = actionId("publishAction", build);
  const send = async (incidentId: string | null, payload: ComposerPayload) => {
    const path = incidentId ? `/desk/incidents/${incidentId}/update` : "/desk/incidents/new";
    const answer = await fetch(url + path, {
      method: "POST",
      headers: {
        ...{ cookie, origin: url, accept: "text/x-component", "next-action": action },
        "content-type": "text/plain;charset=UTF-8",
      },
      body: JSON.stringify([incidentId, incidentId ? `incident:${incidentId}` : "incident:new", payload]),
      signal: AbortSignal.timeout(answerMilliseconds),
    });
    const said = await answer.text();
    if (answer.ok && said.includes('"ok":true')) {
      const shown = /"published":\{"version":(\d+),"published":true/.exec(said)?.[1];
      desk.readersHave = shown === undefined ? null : Number(shown);
      return;
    }
    const words = /"error":"((?:[^"\\]|\\.)*)"/.exec(said)?.[1];
    throw new Error(words ?? `${answer.status} ${said.slice(0, 300)}`);
  };
  const refusals: string[] = [];
  const desk: Desk = {
    ...{ cookie, refusals, readersHave: null },
    async publish(incidentId, payload) {
      const begun = performance.now();
      for (let tries = 1; ; tries++) {
        try {
          await send(incidentId, payload);
          return tries;
        } catch (error) {
          refusals.push((error as Error).message);
          if (performance.now() - begun > patienceMilliseconds) throw error;
          await wait(tryAgainMilliseconds);
        }
      }
    },
  };
  return desk;
}

/** The cookies of somebody who signs in by the form. */
export async function signIn(
  url: string,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const asked = await fetch(`${url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const answer = await fetch(`${url}/api/auth/callback/password`, {
    method: "POST",
    headers: { cookie: cookiesOf(asked) },
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
    redirect: "manual",
  });
  const cookie = cookiesOf(answer);
  if (!cookie.includes("session-token")) throw new Error(`The desk did not let us in: ${answer.status}`);
  return cookie;
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");

/** By which id a build knows a server action. */
function actionId(name: string, folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "server", "server-reference-manifest.json"), "utf8"));
  const actions = Object.entries(manifest.node as Record<string, { exportedName?: string }>);
  const found = actions.find(([, { exportedName }]) => exportedName === name);
  if (!found) throw new Error(`The build has no action ${name}.`);
  return found[0];
}
