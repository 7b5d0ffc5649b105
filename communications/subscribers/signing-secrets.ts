import { createHmac } from "node:crypto";
import { secret } from "@/lib/env";

/** After a new secret was made, messages are signed with the one before as well, this long. */
export const overlapMilliseconds = 24 * 60 * 60 * 1000;

type Signing = { id: string; version: number; rotatedAt: Date | null };

/**
 * What signs a webhook's messages, newest first, as Standard Webhooks writes secrets (`whsec_` and base64). Derived
 * from SECRET, so that none is stored; `version` rises when its owner wants a new one.
 */
export function signingSecrets({ id, version, rotatedAt }: Signing, now: Date): string[] {
  const both = version > 1 && rotatedAt && now.getTime() - rotatedAt.getTime() < overlapMilliseconds;
  return (both ? [version, version - 1] : [version]).map((one) => derive(id, one));
}

function derive(id: string, version: number): string {
  const bytes = createHmac("sha256", secret("SECRET")).update(`drawbridge webhook ${id} ${version}`).digest();
  return `whsec_${bytes.toString("base64")}`;
}
