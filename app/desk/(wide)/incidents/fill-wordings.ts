import { withMoment } from "@/app/desk/with-moment";
import type { DeskContext } from "@/app/desk-context";
import type { ComposerPayload } from "@/components/desk/composer/fields";
import { wordingsOf } from "@/components/desk/composer/wordings";
import { readPage } from "@/status/page/read-page";
import { reviewUpdate } from "@/status/words/review-update";

/**
 * The words of a form with the facts in place of their variables. What nothing fills stays, and the verb refuses it,
 * with everything else that the review would say.
 */
export async function fillWordings(
  ctx: DeskContext,
  incidentId: string | null,
  payload: ComposerPayload,
): Promise<{ words: string; wordings: ReturnType<typeof withMoment>[] }> {
  const { title, type, status, impact, regions, affected, nextUpdateBy } = payload;
  const page = await readPage(ctx);
  const reviewed = await reviewUpdate(ctx, {
    ...{ incidentId, title, type, status, impact, regions },
    services: affected as Parameters<typeof reviewUpdate>[1]["services"],
    nextUpdateBy: nextUpdateBy ? new Date(nextUpdateBy) : null,
    wordings: wordingsOf({ ...payload, wordings: payload.wordings.map(withMoment) }, page.id),
  });
  const filled = new Map(reviewed.map((one) => [one.audienceId, one.filled]));
  return {
    words: filled.get(page.id) ?? payload.words,
    wordings: payload.wordings.map((one) =>
      withMoment({ ...one, words: filled.get(one.audienceId) ?? one.words }),
    ),
  };
}
