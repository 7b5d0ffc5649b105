import { z } from "zod";
import { assertPayload } from "@/app/desk/(wide)/incidents/payload";
import { withMoment } from "@/app/desk/with-moment";
import type { DeskContext } from "@/app/desk-context";
import type { WrittenUpdate } from "@/communications/previews/preview-written";
import { impacts, incidentStatuses, incidentTypes, severities } from "@/lib/vocabulary";
import { readIncident } from "@/status/incidents/read-incident";
import { readPage } from "@/status/page/read-page";
import { AffectedServices, Id, Regions } from "@/status/updates/schemas";

const Facts = z.object({
  title: z.string().max(200),
  type: z.enum(incidentTypes),
  status: z.enum(incidentStatuses),
  severity: z.enum(severities),
  impact: z.enum(impacts),
  regions: Regions,
  affected: AffectedServices,
  tell: z.boolean(),
  privately: z.boolean().optional(),
});

/** What a form of the desk asks about: `{ incidentId, payload }`. */
export const OfForm = z.looseObject({ incidentId: Id.nullable(), payload: z.unknown() });

/** What stands in the form, as the previews want it: who it would reach, and what they would read. */
export async function writtenOf(
  ctx: DeskContext,
  { incidentId, payload }: z.infer<typeof OfForm>,
): Promise<WrittenUpdate> {
  assertPayload(payload);
  const { affected: services, type, ...facts } = Facts.parse(payload);
  const { words, wordings, nextUpdateBy } = payload;
  const [page, incident] = await Promise.all([
    readPage(ctx),
    incidentId ? readIncident(ctx, incidentId) : null,
  ]);
  const toPublic = facts.privately ? [] : [{ audienceId: page.id, words }];
  return {
    ...{ ...facts, incidentId, type: incident?.type ?? type, services },
    serviceIds: services.map(({ serviceId }) => serviceId),
    audienceIds: wordings.map(({ audienceId }) => audienceId),
    wordings: [...toPublic, ...wordings.map(withMoment)],
    nextUpdateBy: nextUpdateBy ? new Date(nextUpdateBy) : null,
  };
}
