import { openingOf } from "@/app/desk/(wide)/incidents/facts-of";
import type { DeskContext } from "@/app/desk-context";
import type { ComposerPayload } from "@/components/desk/composer/fields";
import type { AskedOpening } from "@/components/desk/composer/use-asking";
import { digestOf } from "@/status/approvals/opening";
import { findOpening } from "@/status/approvals/read-openings";
import { OpenIncident } from "@/status/incidents/schemas";
import { listPeople } from "@/status/people/read-person";

/** How far a yes to exactly what is in the form has come, and who could be asked for it. */
export async function standingOf(ctx: DeskContext, payload: ComposerPayload): Promise<AskedOpening> {
  const [people, said] = await Promise.all([
    listPeople(ctx),
    openingOf(ctx, payload).then(OpenIncident.safeParse),
  ]);
  const opening = said.success ? await findOpening(ctx, digestOf(said.data)) : null;
  return {
    approvers: people
      .filter(({ id, role, disabled }) => !disabled && role !== "viewer" && id !== ctx.actor.id)
      .map(({ id, name }) => ({ id, name })),
    asking: (opening?.approvals ?? []).map(({ id, state, words, audience, decider, reason }) => ({
      ...{ id, state, words, audience, decider, reason },
    })),
  };
}
