import { type Stack, startStack } from "@/e2e/stack";
import { newKey } from "@/lib/secret-box";
import { copyBuild } from "./copy-build";

export const admin = { email: "owner@example.com", password: "a long enough password" };

/** What is each instance's own. The third is told that its database lets nobody listen: it asks. */
export const instances: Record<string, string>[] = [{}, {}, { DATABASE_LISTENS: "0" }];

/** Starts one with a build of its own. `folder`: where its version lies; left out: this one. */
export function startInstance(
  number: number,
  env: Record<string, string>,
  publicUrl: string,
  folder?: string,
): Promise<Stack> {
  return startStack({
    ...{ demo: false, adminEmail: admin.email, adminPassword: admin.password, publicUrl },
    ...asVersion(number, env, folder),
  });
}

/** What is another in another version: where it lies, and its build. */
export const asVersion = (number: number, env: Record<string, string>, folder?: string) => ({
  folder,
  env: { ...env, NEXT_DIST_DIR: copyBuild(number, folder) },
});

/** Machines that share a database share what opens its secrets. */
const encryptionKey = newKey();

/** What all have in common. */
export function shared(databaseUrl: string, resendUrl: string, perSecond: number): Record<string, string> {
  return {
    ...{ DATABASE_URL: databaseUrl, TRUST_PROXY: "1", UNDO_SECONDS: "0", MESSAGES_PER_HOUR: "1000" },
    ENCRYPTION_KEY: encryptionKey,
    ...{ SECRET: "the same on every machine", INTERNAL_TOKEN: "the same on every machine, too" },
    ...{ RESEND_API_KEY: "re_loopback", RESEND_BASE_URL: resendUrl },
    SEND_REQUESTS_PER_SECOND: String(perSecond),
  };
}
