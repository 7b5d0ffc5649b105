"use server";

import { action } from "@/app/action";
import type { ComposerPayload } from "@/components/desk/composer/fields";
import { dropDraft } from "@/status/drafts/drafts";
import { openIncident } from "@/status/incidents/open-incident";
import { postUpdate } from "@/status/incidents/post-update";
import type { OpenIncident, PostUpdate } from "@/status/incidents/schemas";

/** Opens an incident, or posts its next update; the draft goes with it. */
export async function publishAction(incidentId: string | null, subject: string, payload: ComposerPayload) {
  return action("act", async (ctx) => {
    const { affected, nextUpdateBy, revision, reason, ...rest } = payload;
    // The verbs parse what came: the types here only say what the form sends.
    const services = affected as PostUpdate["services"];
    const facts = { ...rest, services, nextUpdateBy: nextUpdateBy ? new Date(nextUpdateBy) : null };
    const done = incidentId
      ? await postUpdate(ctx, { ...facts, incidentId, revision, reason })
      : await openIncident(ctx, facts as OpenIncident);
    await dropDraft(ctx, subject);
    return { incidentId: done.incidentId, version: done.version };
  });
}
