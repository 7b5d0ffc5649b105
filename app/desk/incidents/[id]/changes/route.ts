import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { activityWords } from "@/components/desk/activity-words";
import type { Changes } from "@/components/desk/composer/use-changes";
import { DomainError } from "@/lib/domain-error";
import { asideKinds, type EventKind } from "@/lib/vocabulary";
import { notePresence } from "@/status/incidents/note-presence";
import { readIncident } from "@/status/incidents/read-incident";

/**
 * A form is open: who else has it open, and what others did to the incident since a revision. `{ since }` →
 * `{ revision, others, changes }`.
 */
export async function POST(request: Request, route: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await route.params;
  const { since } = await request.json();
  return door(async (ctx): Promise<Changes> => {
    assertMay(ctx, "act");
    const incident = await readIncident(ctx, id);
    if (!incident) throw new DomainError("incident_unknown", "This incident does not exist.");
    // Every change raises the revision by one and records one event; what happens aside of it does neither.
    const count = Math.max(0, incident.revision - (Number.isInteger(since) ? since : 0));
    const raising = incident.activity.filter(
      ({ kind }) => !(asideKinds as readonly EventKind[]).includes(kind),
    );
    const changes = count === 0 ? [] : raising.slice(-count);
    const { others } = await notePresence(ctx, { incidentId: id });
    return {
      revision: incident.revision,
      others,
      changes: changes.map((change) => ({
        id: String(change.id),
        at: change.at.toISOString(),
        who: change.who ?? "The clock",
        did: activityWords(change),
        html: incident.updates.find(({ id }) => id === change.updateId)?.html ?? null,
      })),
    };
  });
}
