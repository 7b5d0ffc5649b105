import { oneLine } from "@/lib/visible-text";
import {
  type MaintenanceStatus,
  type ServiceState,
  serviceStates,
  type UpdateStatus,
} from "@/lib/vocabulary";
import type { Words } from "@/lib/words";
import { formatTime, type Zone } from "@/lib/zoned-time";

export type SubjectFacts = {
  title: string;
  status: UpdateStatus;
  /** What the update says of each affected service. */
  services: { name: string; state: ServiceState }[];
  /** The window of a planned work; null for an incident. */
  window: { from: Date; until: Date } | null;
};

/** The worst state that an update speaks of; null when it names no service. */
export function worstState(services: { state: ServiceState }[]): ServiceState | null {
  const rank = Math.max(...services.map(({ state }) => serviceStates.indexOf(state)));
  return serviceStates[rank] ?? null;
}

/** The line that is read in the inbox: which service, in which state, and how far we are. One line, whatever is in it. */
export const updateSubject = (facts: SubjectFacts, words: Words, zone: Zone): string =>
  oneLine(subject(facts, words, zone));

function subject(facts: SubjectFacts, words: Words, zone: Zone): string {
  const letters = words.letters;
  const who = facts.services.length ? letters.services(facts.services.map(({ name }) => name)) : facts.title;
  if (facts.window) {
    const when = formatTime(facts.window.from, "momentZoned", zone);
    return letters.work[facts.status as MaintenanceStatus](who, when);
  }
  if (facts.status === "resolved") return letters.resolved(who);
  const status = words.statuses[facts.status].toLowerCase();
  const state = worstState(facts.services);
  return state ? letters.stateAndStatus(who, words.states[state].toLowerCase(), status) : `${who}: ${status}`;
}
