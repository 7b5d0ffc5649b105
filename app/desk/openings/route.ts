import { z } from "zod";
import { openingOf } from "@/app/desk/(wide)/incidents/facts-of";
import { assertPayload } from "@/app/desk/(wide)/incidents/payload";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import type { AskedOpening } from "@/components/desk/composer/use-asking";
import { askOpening } from "@/status/approvals/ask-opening";
import { standingOf } from "./standing";

const Asked = z.object({
  payload: z.unknown(),
  subject: z.string(),
  approverId: z.string().nullable(),
  objectWithinMinutes: z.number().nullable(),
});

/** Asks for a yes to an incident that is only proposed: `{ payload, subject, approverId, objectWithinMinutes }`. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx): Promise<AskedOpening> => {
    assertMay(ctx, "act");
    const { payload, subject, ...how } = Asked.parse(await readJson(request));
    assertPayload(payload);
    await askOpening(ctx, { opening: await openingOf(ctx, payload), draftSubject: subject, ...how });
    return standingOf(ctx, payload);
  });
}
