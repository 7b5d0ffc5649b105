import { door } from "@/app/desk/door";
import type { Changes } from "@/components/desk/composer/use-changes";
import { readChanges } from "@/status/incidents/read-changes";

/** What others did to an incident since a revision: `?since=3` → `{ revision, changes }`. */
export async function GET(request: Request, route: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await route.params;
  const since = Number(new URL(request.url).searchParams.get("since"));
  return door(async (ctx): Promise<Changes> => {
    const { revision, changes } = await readChanges(ctx, { incidentId: id, since });
    return { revision, changes: changes.map((change) => ({ ...change, at: change.at.toISOString() })) };
  });
}
