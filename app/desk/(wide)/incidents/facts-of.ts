import type { DeskContext } from "@/app/desk-context";
import type { ComposerPayload } from "@/components/desk/composer/fields";
import type { OpenIncident } from "@/status/incidents/schemas";
import { fillWordings } from "./fill-wordings";

/** What a form says, as the verbs want it. They parse it: the types here only say what the form sends. */
export async function factsOf(ctx: DeskContext, incidentId: string | null, payload: ComposerPayload) {
  const { affected, nextUpdateBy, revision: _, reason: __, onceKey: ___, promise: ____, ...rest } = payload;
  return {
    ...rest,
    ...(await fillWordings(ctx, incidentId, payload)),
    ...(payload.privately && { words: null }),
    services: affected as OpenIncident["services"],
    nextUpdateBy: nextUpdateBy ? new Date(nextUpdateBy) : null,
  };
}

/** The same for an incident that is being opened, or proposed. */
export async function openingOf(ctx: DeskContext, payload: ComposerPayload): Promise<OpenIncident> {
  return { ...(await factsOf(ctx, null, payload)), onceKey: payload.onceKey } as OpenIncident;
}
