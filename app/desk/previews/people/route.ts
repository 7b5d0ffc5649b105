import { z } from "zod";
import { door } from "@/app/desk/door";
import { assertMay } from "@/app/desk-context";
import { readJson } from "@/app/read-json";
import { readReach } from "@/communications/rules/read-reach";
import type { PeoplePage } from "@/components/desk/composer/use-people";
import { OfForm, writtenOf } from "../written-of";

const Asked = OfForm.extend({
  after: z.string().max(100).nullable().default(null),
  search: z.string().max(200).default(""),
});

/** A page of those whom the form would reach: `{ incidentId, payload, after, search }` → `{ people, next }`. */
export async function POST(request: Request): Promise<Response> {
  return door(async (ctx): Promise<PeoplePage> => {
    assertMay(ctx, "act");
    const { after, search, ...form } = Asked.parse(await readJson(request));
    return readReach(ctx, await writtenOf(ctx, form), { after, search });
  });
}
