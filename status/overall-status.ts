import { type Impact, type ServiceState, serviceStates } from "@/lib/vocabulary";

/** What an open incident's impact says of the whole, whatever its services say. */
const stateOfImpact = {
  none: "operational",
  minor: "degraded",
  major: "partial_outage",
  critical: "major_outage",
} as const satisfies Record<Impact, ServiceState>;

/** The worse of two states: the later one in the vocabulary. */
export function worse(a: ServiceState, b: ServiceState): ServiceState {
  return serviceStates.indexOf(a) >= serviceStates.indexOf(b) ? a : b;
}

/**
 * The written rule: the worst of all shown services' states and of all open incidents' impacts.
 * So the page never says that all is well while an incident that hurts somebody is open.
 */
export function overallStatus(services: ServiceState[], openImpacts: Impact[]): ServiceState {
  return [...services, ...openImpacts.map((impact) => stateOfImpact[impact])].reduce(worse, "operational");
}
