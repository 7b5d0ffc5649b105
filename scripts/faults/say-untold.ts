import { incidents } from "@/db/schema";
import { newId } from "@/lib/ids";
import { patiently } from "../bench/kill/patiently";
import type { Stage } from "./stage";

/** An update of the newest incident that goes to the page alone: nobody is told what a restore then takes back. */
export async function sayUntold({ desk, database: { db }, cast }: Stage): Promise<void> {
  const all = await patiently(() => db.select().from(incidents));
  const incident = all.at(-1)!;
  await desk.publish(incident.id, {
    ...{ title: incident.title, type: "availability", regions: [], wordings: [], status: "investigating" },
    ...{
      severity: incident.severity,
      reason: "",
      impact: "critical",
      words: "What the backup does not know.",
    },
    affected: [{ serviceId: cast.serviceIds.search, state: "major_outage" }],
    ...{ promise: null, nextUpdateBy: new Date(Date.now() + 3_600_000).toISOString(), tell: false },
    ...{ onceKey: newId(), revision: incident.revision },
  });
}
