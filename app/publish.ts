import { env, secret } from "@/lib/env";

export type Published = { version: number; published: boolean; reason?: string };

/** Longer than a whole regeneration takes; shorter than a person's patience. */
const patienceMilliseconds = 8_000;

/**
 * Brings readers a version: true only after the front (or, where there is none, the app's own regeneration)
 * confirmed it. `everything`: also what earlier failures left behind, where there is no front. A failure changes nothing for readers; the front finds the version by itself when it can.
 */
export async function publish(
  version: number,
  scope: "changes" | "everything" = "changes",
  ask: typeof fetch = fetch,
): Promise<Published> {
  const front = env().FRONT_CONTROL_URL;
  const url = front ? `${front}/refresh` : `${env().PUBLIC_URL}/api/regenerate`;
  try {
    const response = await ask(url, {
      method: "POST",
      headers: { authorization: `Bearer ${secret("INTERNAL_TOKEN")}`, "content-type": "application/json" },
      body: JSON.stringify(front ? { version } : { since: scope === "everything" ? null : version - 1 }),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    if (!response.ok) return { version, published: false, reason: `answered ${response.status}` };
    const { version: shown } = (await response.json()) as { version: number };
    return shown >= version
      ? { version, published: true }
      : { version, published: false, reason: `shows ${shown}` };
  } catch (error) {
    return { version, published: false, reason: error instanceof Error ? error.message : "did not answer" };
  }
}
