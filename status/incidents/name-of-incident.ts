import type { IncidentType } from "@/lib/vocabulary";

export type Named = { title: string; type: IncidentType; codename: string | null; releasedAt: Date | null };

/** Whether an incident is in the security lane: the public and customers must not learn that it exists. */
export const isLocked = ({ type, releasedAt }: Pick<Named, "type" | "releasedAt">): boolean =>
  type === "security" && releasedAt === null;

/** What an incident is called outside its own page: its codename while the security lane is locked. */
export function nameOfIncident(incident: Named): string {
  return isLocked(incident) ? (incident.codename ?? "Security incident") : incident.title;
}
