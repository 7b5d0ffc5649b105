import type { ServiceState } from "@/lib/vocabulary";
import type { Words } from "@/lib/words";
import type { PublicIncident, PublicMaintenance, PublicService, PublicStatus } from "@/status/public/types";

/** What the page opens with. `about` is whatever the sentence was taken from. */
export type Headline =
  | { kind: "incident"; sentence: string; about: PublicIncident; others: PublicIncident[] }
  | { kind: "trouble"; sentence: string; services: PublicService[] }
  | { kind: "maintenance"; sentence: string; about: PublicMaintenance }
  | { kind: "calm"; sentence: string }
  | { kind: "empty"; sentence: string };

/** The sentence above everything: the worst open incident, else trouble, else planned work, else calm. */
export function headlineOf(status: PublicStatus, words: Words): Headline {
  const [about, ...others] = status.openIncidents;
  if (about) return { kind: "incident", sentence: about.title, about, others };
  const services = status.services.filter(({ state }) => isTrouble(state));
  const [only] = services;
  if (only) {
    const sentence =
      services.length === 1
        ? words.lead.oneAffected(only.name, only.state)
        : words.lead.someAffected(services.length);
    return { kind: "trouble", sentence, services };
  }
  const work = status.maintenances.find(isUnderWay);
  if (work) return { kind: "maintenance", sentence: work.title, about: work };
  if (status.services.length === 0) return { kind: "empty", sentence: words.lead.empty };
  return { kind: "calm", sentence: words.lead.calm };
}

/** Whether a state means that customers are hurt; planned work does not count as trouble. */
export function isTrouble(state: ServiceState): boolean {
  return state !== "operational" && state !== "under_maintenance";
}

export function isUnderWay({ status }: { status: PublicMaintenance["status"] }): boolean {
  return status === "in_progress" || status === "verifying";
}
