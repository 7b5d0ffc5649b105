import { eq } from "drizzle-orm";
import { type Database, openDatabase } from "@/db/client";
import type { Context } from "@/db/context";
import { services, users } from "@/db/schema";
import type { Stack } from "@/e2e/stack";
import { newId } from "@/lib/ids";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";

const promiseMilliseconds = 20 * 60_000;

/** Publishes as the desk's form does: the verb, then the call that answers when readers have it. */
export async function openPublisher({ databaseUrl, controlUrl, internalToken }: Stack) {
  const database: Database = await openDatabase(databaseUrl);
  const [owner] = await database.db.select().from(users).where(eq(users.role, "owner"));
  const [service] = await database.db.select().from(services).limit(1);
  const context = (): Context => ({
    db: database.db,
    actor: { kind: "user", id: owner!.id, role: "owner", name: owner!.name ?? "Owner" },
    now: new Date(),
  });
  const said = (tell: boolean) => ({
    status: "investigating" as const,
    ...{ severity: "SEV2" as const, impact: "major" as const, tell, onceKey: newId() },
    words: `Measurement ${newId()}: some checkouts fail.`,
    services: [{ serviceId: service!.id, state: "partial_outage" as const }],
    nextUpdateBy: new Date(Date.now() + promiseMilliseconds),
  });
  const show = async (version: number) => {
    const answer = await fetch(`${controlUrl}/refresh`, {
      method: "POST",
      headers: { authorization: `Bearer ${internalToken}`, "content-type": "application/json" },
      body: JSON.stringify({ version }),
    });
    if (!answer.ok) throw new Error(`The front refused version ${version}: ${await answer.text()}`);
    return version;
  };
  const opened = await openIncident(context(), { title: "A measured incident", ...said(false) });
  await show(opened.version);
  return {
    db: database.db,
    close: database.close,
    /** Posts an update and waits until readers have it; answers the version, and how long that took. */
    async publish({ tell = false } = {}): Promise<{ version: number; milliseconds: number }> {
      const begun = performance.now();
      const { version } = await postUpdate(context(), { incidentId: opened.incidentId, ...said(tell) });
      await show(version);
      return { version, milliseconds: performance.now() - begun };
    },
  };
}
export type Publisher = Awaited<ReturnType<typeof openPublisher>>;
