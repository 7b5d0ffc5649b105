import { env, secret } from "@/lib/env";

const patienceMilliseconds = 1_000;

/** Tells the front how the worker is, for the desk to say; null: well. Where there is no front, nobody asks. */
export async function report(fault: string | null): Promise<void> {
  const { FRONT_CONTROL_URL: front } = env();
  if (!front) return;
  await fetch(`${front}/report`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret("INTERNAL_TOKEN")}`, "content-type": "application/json" },
    body: JSON.stringify({ fault: fault?.slice(0, 1_000) ?? null }),
    signal: AbortSignal.timeout(patienceMilliseconds),
    // A front that is away now is told a few seconds later.
  }).catch(() => undefined);
}
