import { door } from "@/app/desk/door";
import { withMoment } from "@/app/desk/with-moment";
import { assertMay } from "@/app/desk-context";
import type { Reviewed } from "@/components/desk/composer/use-review";
import { reviewUpdate, type UpdateInHand } from "@/status/words/review-update";

/** Reads the wordings of a form as an editor would, by the function that publishing asks: `{ wordings }`. */
export async function POST(request: Request): Promise<Response> {
  const input = (await request.json()) as Omit<UpdateInHand, "nextUpdateBy" | "wordings"> & {
    nextUpdateBy: string | null;
    wordings: { audienceId: string; words: string; nextUpdateBy?: string | null }[];
  };
  return door(async (ctx): Promise<Reviewed> => {
    assertMay(ctx, "act");
    const nextUpdateBy = input.nextUpdateBy ? new Date(input.nextUpdateBy) : null;
    const wordings = input.wordings.map(withMoment);
    return { wordings: await reviewUpdate(ctx, { ...input, nextUpdateBy, wordings }) };
  });
}
