import { playNames } from "@/app/desk/play-names";
import type { DeskContext } from "@/app/desk-context";
import { playSteps } from "@/components/desk/plays/play-words";
import { type IncidentType, type Severity, severities } from "@/lib/vocabulary";
import { choosePlay } from "@/status/plays/choose-play";
import { readPlaySets } from "@/status/plays/read-plays";
import { readPlayRuns } from "@/status/plays/read-summons";

type Before = { id: string; severity: Severity; type: IncidentType } | null;
export type PlayPreview = {
  name: string;
  steps: string[];
  templateId: string | null;
  promiseMinutes: number | null;
};

/** The play that opening an incident, or raising it to a severity, sets off; null: none, or it ran already. */
export async function playPreview(
  ctx: DeskContext,
  { incident, severity, type }: { incident: Before; severity: Severity; type: IncidentType },
): Promise<PlayPreview | null> {
  if (incident && severities.indexOf(severity) >= severities.indexOf(incident.severity)) return null;
  const [newest] = await readPlaySets(ctx);
  const play = choosePlay(newest?.plays ?? [], { severity, type: incident?.type ?? type });
  if (!play || (incident && (await ranBefore(ctx, incident.id, play.id)))) return null;
  const { name, templateId, promiseMinutes } = play;
  return { name, templateId, promiseMinutes, steps: playSteps(play, await playNames(ctx)) };
}

const ranBefore = async (ctx: DeskContext, incidentId: string, playId: string) =>
  (await readPlayRuns(ctx, incidentId)).some((run) => run.playId === playId);
