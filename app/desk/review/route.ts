import { z } from "zod";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import type { Reviewed } from "@/components/desk/composer/use-review";
import { reviewUpdate, type UpdateInHand } from "@/status/words/review-update";

/** JSON has no moments; all else is the verb's to judge. */
const Moment = z
  .string()
  .nullable()
  .transform((typed) => (typed ? new Date(typed) : null));
const Asked = z.looseObject({
  nextUpdateBy: Moment,
  /** Left out, an audience has the update's promise. */
  wordings: z.array(z.looseObject({ nextUpdateBy: Moment.optional() })),
});

/** Reads the wordings of a form as an editor would, by the function that publishing asks: `{ wordings }`. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx): Promise<Reviewed> => {
    assertMay(ctx, "act");
    const inHand = Asked.parse(await readJson(request)) as unknown as UpdateInHand;
    return { wordings: await reviewUpdate(ctx, inHand) };
  });
}
