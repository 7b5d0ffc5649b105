import type { Context } from "@/db/context";
import { DomainError } from "@/lib/domain-error";
import type { Impact, IncidentStatus, ServiceState } from "@/lib/vocabulary";
import { lastStates } from "./last-states";
import type { Incident } from "./lock-incident";

type Said = {
  status: IncidentStatus;
  impact: Impact;
  regions: string[];
  services: { serviceId: string; state: ServiceState }[];
};

/**
 * Refuses (`public_words_missing`) an update for private audiences alone that would change what readers see of a public
 * incident: they would see another status, state or title without a word about it.
 */
export async function refuseSilentChange(
  ctx: Pick<Context, "db">,
  incident: Incident,
  said: Said & { title?: string | null },
): Promise<void> {
  const before = await lastStates(ctx.db, incident.id);
  const stateOf = (id: string) => before.find(({ serviceId }) => serviceId === id)?.state ?? "operational";
  const changes =
    said.status !== incident.status ||
    said.impact !== incident.impact ||
    (said.title && said.title !== incident.title) ||
    said.regions.toSorted().join("\n") !== incident.regions.toSorted().join("\n") ||
    said.services.some(({ serviceId, state }) => state !== stateOf(serviceId));
  if (!changes) return;
  throw new DomainError(
    "public_words_missing",
    "Readers would see a change without a word about it. Write for the public too, or leave status, impact, title, places and services as they are.",
  );
}
