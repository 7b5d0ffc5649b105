import { env, secret } from "@/lib/env";

/** Longer than a regeneration takes; telling people waits no longer than this for a page that hangs. */
const patienceMilliseconds = 5_000;

/** Asks the front, or where there is none the app, to bring readers a version. Answers the version they get. */
export async function publish(version: number, refresh: boolean): Promise<number> {
  const { FRONT_CONTROL_URL: front, APP_URL: app } = env();
  const response = await fetch(front ? `${front}/refresh` : `${app}/api/regenerate`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret("INTERNAL_TOKEN")}`, "content-type": "application/json" },
    body: JSON.stringify(front ? { version, refresh } : { since: refresh ? version : null, refresh }),
    signal: AbortSignal.timeout(patienceMilliseconds),
  }).catch((error) => {
    throw new Error(`Readers could not be brought version ${version}: ${error.cause?.code ?? error.message}`);
  });
  if (!response.ok) throw new Error(`Readers were not brought version ${version}: ${response.status}`);
  return ((await response.json()) as { version: number }).version;
}
