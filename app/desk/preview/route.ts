import { z } from "zod";
import { door } from "@/app/desk/door";
import { playPreview } from "@/app/desk/play-preview";
import { audienceMinutes, suggestedMinutes } from "@/app/desk/suggested-minutes";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import { previewReach, type Why } from "@/communications/rules/preview-reach";
import type { Preview } from "@/components/desk/composer/use-preview";
import { renderMarkdown } from "@/lib/markdown";
import { impacts, incidentStatuses, incidentTypes, severities } from "@/lib/vocabulary";
import { readIncident } from "@/status/incidents/read-incident";

const Asked = z.object({
  incidentId: z.string().nullable(),
  status: z.enum(incidentStatuses),
  impact: z.enum(impacts),
  severity: z.enum(severities),
  type: z.enum(incidentTypes).default("availability"),
  words: z.string().max(100_000),
  wordings: z
    .array(z.object({ audienceId: z.string() }))
    .max(50)
    .default([]),
  affected: z.array(z.object({ serviceId: z.string() })).max(500),
  tell: z.boolean(),
  /** Only private audiences are written to. */
  privately: z.boolean().default(false),
});

const whyNot = {
  not_told: "are not told",
  drill: "are not told: this is a drill",
  left: "have left",
  switched_off: "are switched off, because messages to them kept failing",
  paused: "have paused",
  bounced: "have an address that bounced",
  complained: "called our mail unwanted",
  not_their_service: "chose other services",
  only_start_and_end: "hear only of start and end",
  only_major: "hear only of what is major",
  told_another_way: "further ways are not used, because a rule says by which one they hear",
} satisfies Record<Why, string>;

/** What publishing this would do, by the functions that will do it: the words, who hears, the next promise. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx): Promise<Preview> => {
    assertMay(ctx, "act");
    const { incidentId, type, words, wordings, affected, tell, privately, ...facts } = Asked.parse(
      await readJson(request),
    );
    const { status, severity } = facts;
    const incident = incidentId ? await readIncident(ctx, incidentId) : null;
    const openedAt = incident?.startedAt ?? ctx.now;
    const serviceIds = affected.map(({ serviceId }) => serviceId);
    const audienceIds = wordings.map(({ audienceId }) => audienceId);
    const [reach, minutes, ownMinutes, play] = await Promise.all([
      previewReach(ctx, {
        ...{ ...facts, incidentId, type: incident?.type ?? type },
        ...{ tell, serviceIds, audienceIds, privately },
      }),
      suggestedMinutes(ctx, { severity, status, openedAt }),
      audienceMinutes(ctx, audienceIds, { severity, status, openedAt }),
      playPreview(ctx, { incident, severity, type }),
    ]);
    const others = Object.entries(reach.doesNot).map(([why, count]) => ({
      count,
      words: whyNot[why as Why],
    }));
    const { hears: people, rules, channels, audiences, pace, ready } = reach;
    return {
      ...{ html: renderMarkdown(words), people, others, rules, channels, audiences, pace },
      suggestedMinutes: (!incident && play?.promiseMinutes) || minutes,
      ...{ audienceMinutes: ownMinutes, readyByRule: ready, play },
    };
  });
}
