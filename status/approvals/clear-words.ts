import type { Context } from "@/db/context";
import type { IncidentRole, IncidentType } from "@/lib/vocabulary";
import type { Incident } from "@/status/incidents/lock-incident";
import { publicAudienceId } from "@/status/updates/insert-update";
import { assertApproved, type Cleared } from "./assert-approved";

type About = {
  /** For the public; null: nothing. */
  words: string | null;
  wordings: { audienceId: string; words: string }[];
  alone?: string | null;
  /** Whose yes they need in any case. */
  always?: IncidentRole;
} & (
  | { incident: Incident; type?: undefined; opening?: undefined }
  | { incident: null; type: IncidentType /** `digestOf` it. */; opening?: string }
);

/** `assertApproved` for what a verb says: its words for the public, and those for other audiences. */
export async function clearWords(ctx: Context, about: About): Promise<Cleared> {
  const { words, wordings, incident, alone, always, opening } = about;
  const type = about.incident?.type ?? about.type ?? "availability";
  const toPublic = words === null ? [] : [{ audienceId: await publicAudienceId(ctx), words }];
  const said = [...toPublic, ...wordings];
  return assertApproved(ctx, { incident, type, said, alone, always, opening });
}
