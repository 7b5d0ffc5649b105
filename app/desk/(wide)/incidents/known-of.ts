import type { Known } from "@/components/desk/composer/fields";
import type { DeskIncident } from "@/status/incidents/read-incident";

/** An incident's facts as a form begins with them. */
export function knownOf({ title, status, severity, impact, regions, services }: DeskIncident): Known {
  return {
    ...{ title, status, severity, impact },
    where: regions.join(", "),
    services: Object.fromEntries(services.map(({ id, state }) => [id, state])),
  };
}
