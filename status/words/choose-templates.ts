import type { IncidentType, UpdateStatus } from "@/lib/vocabulary";

type Made = {
  status: UpdateStatus;
  audienceId: string | null;
  incidentType: IncidentType | null;
  position: number;
  name: string;
};
export type Moment = { status: UpdateStatus; audienceId: string; incidentType: IncidentType };

/** The ready words that fit a moment, most specific first: for this audience before for all, then for this type. */
export function chooseTemplates<Template extends Made>(templates: Template[], moment: Moment): Template[] {
  return templates
    .filter((one) => fits(one, moment))
    .toSorted(
      (a, b) =>
        specificity(b) - specificity(a) || a.position - b.position || a.name.localeCompare(b.name, "en"),
    );
}

const fits = (one: Made, { status, audienceId, incidentType }: Moment) =>
  one.status === status &&
  (one.audienceId === null || one.audienceId === audienceId) &&
  (one.incidentType === null || one.incidentType === incidentType);

const specificity = ({ audienceId, incidentType }: Made) =>
  (audienceId === null ? 0 : 2) + (incidentType === null ? 0 : 1);
