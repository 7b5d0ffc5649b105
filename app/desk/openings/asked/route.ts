import { z } from "zod";
import { assertPayload } from "@/app/desk/(wide)/incidents/payload";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import type { AskedOpening } from "@/components/desk/composer/use-asking";
import { standingOf } from "../standing";

const Asked = z.object({
  payload: z.unknown(),
});

/** How far a yes to exactly what is in the form has come: `{ payload }`. Changes nothing. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx): Promise<AskedOpening> => {
    assertMay(ctx, "act");
    const { payload } = Asked.parse(await readJson(request));
    assertPayload(payload);
    return standingOf(ctx, payload);
  });
}
