import type { Context } from "@/db/context";
import { readPage } from "@/status/page/read-page";
import { servicesOfIncident, shownOf } from "./read-event";
import { readSubscriptions } from "./read-subscriptions";
import { type EventFacts, type WhyNot, whoHears } from "./who-hears";

export type PreviewInput = Pick<EventFacts, "kind" | "tell"> & {
  drill?: boolean;
  backfilled?: boolean;
  /** The incident that the update continues; null for a new one and for planned work. */
  incidentId: string | null;
  /** The services that the form names as affected. */
  serviceIds: string[];
};
export type Preview = { hears: number; doesNot: Partial<Record<WhyNot, number>> };

/** How many people an update would reach if it were published now, by the rule that will decide for real. */
export async function previewAudience(ctx: Pick<Context, "db">, input: PreviewInput): Promise<Preview> {
  const page = await readPage(ctx);
  const named = await shownOf(ctx.db, input.serviceIds);
  const earlier = input.incidentId ? await servicesOfIncident(ctx.db, input.incidentId) : [];
  const facts: EventFacts = { drill: false, backfilled: false, ...input, services: [...named, ...earlier] };
  const preview: Preview = { hears: 0, doesNot: {} };
  for await (const chunk of readSubscriptions(ctx.db, page.id)) {
    const { hears, doesNot } = whoHears(facts, chunk);
    preview.hears += hears.length;
    for (const { why } of doesNot) preview.doesNot[why] = (preview.doesNot[why] ?? 0) + 1;
  }
  return preview;
}
