import type { IncidentType, Severity } from "@/lib/vocabulary";
import type { Play } from "./play";

/** The play that an incident runs: one for its severity and type before one for its severity. Pure; null: none. */
export function choosePlay(
  plays: readonly Play[],
  incident: { severity: Severity; type: IncidentType },
): Play | null {
  const fits = plays.filter(({ severity }) => severity === incident.severity);
  return fits.find(({ type }) => type === incident.type) ?? fits.find(({ type }) => type === null) ?? null;
}
