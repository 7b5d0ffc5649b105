import type { Context } from "@/db/context";
import { type Channel, type Impact, impacts } from "@/lib/vocabulary";
import { isExternal } from "@/status/approvals/who-approves";
import { type Audience, readAudience } from "@/status/audiences/read-audience";
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
  /** Whether the security lane keeps everybody outside the house from hearing. */
  locked?: boolean;
  /** Whether only private audiences are written to. */
  privately?: boolean;
  /** Whether it is the first that the public hears of an incident. */
  makesPublic?: boolean;
  /** Private audiences that the form has words for, besides the public. */
  audienceIds?: string[];
};
export type Preview = {
  /** Of all audiences together. */
  hears: number;
  channels: Partial<Record<Channel, number>>;
  doesNot: Partial<Record<WhyNot, number>>;
  audiences: { id: string; name: string; hears: number }[];
};

/** How many people an update would reach if it were published now, by the rule that will decide for real. */
export async function previewAudience(ctx: Pick<Context, "db">, input: PreviewInput): Promise<Preview> {
  const ids = [...(input.privately ? [] : [(await readPage(ctx)).id]), ...(input.audienceIds ?? [])];
  const preview: Preview = { hears: 0, channels: {}, doesNot: {}, audiences: [] };
  for (const id of ids) await count(ctx, await readAudience(ctx.db, id), input, preview);
  return preview;
}

async function count(
  ctx: Pick<Context, "db">,
  audience: Audience,
  { audienceIds: _, privately: __, locked, makesPublic, ...input }: PreviewInput,
  preview: Preview,
): Promise<void> {
  if (locked && isExternal(audience)) return;
  const named = await shownOf(ctx.db, audience, input.serviceIds);
  const earlier = input.incidentId ? await servicesOfIncident(ctx.db, audience, input.incidentId) : [];
  const before = input.incidentId ? await worstImpact(ctx.db, input.incidentId) : null;
  const facts: EventFacts = {
    ...{ drill: false, backfilled: false, severity: null },
    ...input,
    ...(makesPublic && audience.kind === "public" && { kind: "incident_opened" as const }),
    impact: worse(input.impact ?? null, before),
    services: [...named, ...earlier],
  };
  let all = 0;
  for await (const chunk of allSubscriptions(ctx.db, audience.id)) {
    const { hears, doesNot } = whoHears(facts, chunk);
    all += hears.length;
    for (const { channel } of hears) preview.channels[channel] = (preview.channels[channel] ?? 0) + 1;
    for (const { why } of doesNot) preview.doesNot[why] = (preview.doesNot[why] ?? 0) + 1;
  }
  preview.hears += all;
  preview.audiences.push({ id: audience.id, name: audience.name, hears: all });
}

function worse(a: Impact | null, b: Impact | null): Impact | null {
  if (a === null || b === null) return a ?? b;
  return impacts[Math.max(impacts.indexOf(a), impacts.indexOf(b))]!;
}
