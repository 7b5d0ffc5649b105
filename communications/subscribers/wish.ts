import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { shownOf } from "@/communications/rules/read-event";
import type { Db } from "@/db/client";
import { incidents } from "@/db/schema/incidents";
import { DomainError } from "@/lib/domain-error";
import { isId } from "@/lib/ids";
import { type SubscriptionDetail, subscriptionDetails } from "@/lib/vocabulary";
import type { Words } from "@/lib/words";
import { readPage } from "@/status/page/read-page";
import { publicIncidents } from "@/status/public/public-incidents";

/** What somebody may choose to hear: about all or some services, and how much of it. */
export const Preferences = z.object({
  detail: z.enum(subscriptionDetails),
  scope: z.enum(["all_services", "chosen_services"]),
  serviceIds: z.array(z.string()).max(500).default([]),
});
export type Preferences = z.input<typeof Preferences>;

/** Of the chosen services those that the page shows; refuses a choice of none. */
export async function usableServices(db: Db, { scope, serviceIds }: z.output<typeof Preferences>) {
  if (scope === "all_services") return [];
  const found = await shownOf(db, await readPage({ db }), serviceIds.filter(isId));
  if (found.length === 0) {
    throw new DomainError("no_service_chosen", "Choose at least one service, or all of them.", {
      service: "Choose at least one service.",
    });
  }
  return found;
}

/** The incident that somebody wants to follow; refuses one that is over, unknown or not for the public. */
export async function followableIncident(db: Db, id: string): Promise<{ id: string; title: string }> {
  const [incident] = isId(id)
    ? await db
        .select({ id: incidents.id, title: incidents.title, status: incidents.status })
        .from(incidents)
        .where(and(eq(incidents.id, id), publicIncidents))
    : [];
  if (!incident) throw new DomainError("incident_unknown", "There is no such incident.");
  if (incident.status === "resolved") {
    throw new DomainError("incident_over", "This incident is over: there is nothing more to hear about it.");
  }
  return incident;
}

/** "all services, every update", "Checkout and Search, only start and end". */
export function wishInWords(
  wish: { incidentTitle: string | null; serviceNames: string[]; detail: SubscriptionDetail },
  words: Words["subscriber"],
): string {
  if (wish.incidentTitle) return words.wishIncident(wish.incidentTitle);
  const what = wish.serviceNames.length ? words.wishServices(wish.serviceNames) : words.wishAll;
  const howMuch = {
    every_update: words.wishEvery,
    opened_and_resolved: words.wishBrief,
    major_only: words.wishMajor,
  };
  return `${what}, ${howMuch[wish.detail]}`;
}
