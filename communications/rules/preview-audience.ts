import type { Context } from "@/db/context";
import { type Channel, type Impact, impacts } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { servicesOfIncident, shownOf, worstImpact } from "./read-event";
import { allSubscriptions } from "./read-subscriptions";
import { type EventFacts, type WhyNot, whoHears } from "./who-hears";

export type PreviewInput = Pick<EventFacts, "kind" | "tell"> & {
  drill?: boolean;
  backfilled?: boolean;
  /** The incident that the update continues; null for a new one and for planned work. */
  incidentId: string | null;
  /** What the form tells the public; null for planned work. */
  impact?: Impact | null;
  /** The services that the form names as affected. */
  serviceIds: string[];
};
export type Preview = {
  hears: number;
  channels: Partial<Record<Channel, number>>;
  doesNot: Partial<Record<WhyNot, number>>;
};

/** How many people an update would reach if it were published now, by the rule that will decide for real. */
export async function previewAudience(ctx: Pick<Context, "db">, input: PreviewInput): Promise<Preview> {
  const page = await readPage(ctx);
  const named = await shownOf(ctx.db, input.serviceIds);
  const earlier = input.incidentId ? await servicesOfIncident(ctx.db, input.incidentId) : [];
  const before = input.incidentId ? await worstImpact(ctx.db, input.incidentId) : null;
  const facts: EventFacts = {
    ...{ drill: false, backfilled: false, severity: null },
    ...input,
    impact: worse(input.impact ?? null, before),
    services: [...named, ...earlier],
  };
  const preview: Preview = { hears: 0, channels: {}, doesNot: {} };
  for await (const chunk of allSubscriptions(ctx.db, page.id)) {
    const { hears, doesNot } = whoHears(facts, chunk);
    preview.hears += hears.length;
    for (const { channel } of hears) preview.channels[channel] = (preview.channels[channel] ?? 0) + 1;
    for (const { why } of doesNot) preview.doesNot[why] = (preview.doesNot[why] ?? 0) + 1;
  }
  return preview;
}

function worse(a: Impact | null, b: Impact | null): Impact | null {
  if (a === null || b === null) return a ?? b;
  return impacts[Math.max(impacts.indexOf(a), impacts.indexOf(b))]!;
}
