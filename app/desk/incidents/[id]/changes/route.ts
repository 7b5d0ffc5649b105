import { z } from "zod";
import { knownOf } from "@/app/desk/(wide)/incidents/known-of";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import { activityWords } from "@/components/desk/activity-words";
import type { Changes } from "@/components/desk/composer/use-changes";
import { DomainError } from "@/lib/domain-error";
import { asideKinds, type EventKind } from "@/lib/vocabulary";
import { notePresence } from "@/status/incidents/note-presence";
import { type DeskIncident, readIncident } from "@/status/incidents/read-incident";

const Asked = z.object({ since: z.number().int().catch(0) });

/**
 * A form is open: who else has it open, and what others did to the incident since a revision. `{ since }` →
 * `{ revision, others, changes, now, nextUpdateBy, said }`.
 */
export async function POST(request: Request, route: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await route.params;
  return door(async (ctx): Promise<Changes> => {
    assertMay(ctx, "act");
    const { since } = Asked.parse(await readJson(request));
    const incident = await readIncident(ctx, id);
    if (!incident) throw new DomainError("incident_unknown", "This incident does not exist.");
    // Every change raises the revision by one and records one event; what happens aside of it does neither.
    const count = Math.max(0, incident.revision - since);
    const raising = incident.activity.filter(
      ({ kind }) => !(asideKinds as readonly EventKind[]).includes(kind),
    );
    const changes = count === 0 ? [] : raising.slice(-count);
    const { others } = await notePresence(ctx, { incidentId: id });
    return {
      revision: incident.revision,
      others,
      now: knownOf(incident),
      nextUpdateBy: incident.nextUpdateBy?.toISOString() ?? null,
      said: saidIn(
        incident,
        changes.map(({ updateId }) => updateId),
      ),
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

/** The newest words of these updates for each audience, the public first. */
function saidIn({ updates }: DeskIncident, updateIds: (string | null)[]): Changes["said"] {
  const said = new Map<string | null, Changes["said"][number]>();
  for (const update of updates.filter(({ id }) => updateIds.includes(id))) {
    const all = [{ audienceId: null, name: "Public", words: update.words }, ...update.wordings];
    for (const { audienceId, name, words } of all)
      if (!said.has(audienceId)) said.set(audienceId, { audienceId, audience: name, words });
  }
  return [...said.values()];
}
