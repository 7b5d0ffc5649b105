import type { Db } from "@/db/client";
import type { ServiceState } from "@/lib/vocabulary";
import { shownServices } from "@/status/public/shown-services";
import { publicAudienceId } from "@/status/updates/insert-update";

/** The services that matter to an audience, with their states: those chosen for it, or else the public page's. */
export async function mattering(
  db: Db,
  audienceId: string,
): Promise<{ id: string; name: string; state: ServiceState }[]> {
  const chosen = await shownServices(db, audienceId);
  const all = chosen.length ? chosen : await shownServices(db, await publicAudienceId({ db }));
  return all.map(({ id, name, state }) => ({ id, name, state }));
}
