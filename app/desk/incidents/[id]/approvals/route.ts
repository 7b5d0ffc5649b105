import { z } from "zod";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import type { Asking } from "@/components/desk/composer/use-asking";
import { DomainError } from "@/lib/domain-error";
import { askApproval } from "@/status/approvals/ask-approval";
import { neededApprovals } from "@/status/approvals/needed-approvals";
import { readApprovals } from "@/status/approvals/read-approvals";
import { readIncident } from "@/status/incidents/read-incident";
import { readPage } from "@/status/page/read-page";

type Route = { params: Promise<{ id: string }> };
const Asked = z.object({
  said: z.array(z.object({ audienceId: z.string().nullable(), words: z.string() })).max(51),
  objectWithinMinutes: z.number().nullable(),
});

/** Asks for the yes that words need: `{ said: [{ audienceId, words }], objectWithinMinutes }`; null is the public. */
export async function POST(request: Request, route: Route): Promise<Response> {
  const { id: incidentId } = await route.params;
  return door(async (ctx): Promise<Asking[]> => {
    assertMay(ctx, "act");
    const { said, objectWithinMinutes } = Asked.parse(await readJson(request));
    const publicId = (await readPage(ctx)).id;
    const incident = await readIncident(ctx, incidentId);
    if (!incident) throw new DomainError("incident_unknown", "This incident does not exist.");
    const asked = said.map(({ audienceId, words }) => ({ audienceId: audienceId ?? publicId, words }));
    const ids = asked.map(({ audienceId }) => audienceId);
    const needed = await neededApprovals(ctx.db, incident.type, ids);
    for (const one of asked.filter(({ audienceId }) => needed.has(audienceId))) {
      await askApproval(ctx, { incidentId, ...one, objectWithinMinutes });
    }
    return asking(ctx, incidentId);
  });
}

/** What became of it: the newest questions about the incident. */
export async function GET(_request: Request, route: Route): Promise<Response> {
  const { id } = await route.params;
  return door((ctx) => asking(ctx, id));
}

async function asking(ctx: Parameters<typeof readApprovals>[0], incidentId: string): Promise<Asking[]> {
  const all = await readApprovals(ctx, incidentId);
  return all.map(({ id, state, words, audience, decider, reason, current, usedFor }) => ({
    ...{ id, words, audience, decider, reason },
    state: current || usedFor ? state : "stale",
  }));
}
