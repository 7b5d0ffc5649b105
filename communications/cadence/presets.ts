import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import type { Cadence } from "./next-promise";

/** A cadence table that somebody published, with where it comes from. */
export type CadencePreset = { id: string; name: string; source: string; rows: Cadence[] };

type OpenStatus = Exclude<IncidentStatus, "resolved">;

/** From here on an incident is long, and a slower cadence may begin. */
export const longIncidentMinutes = 120;
/** How often a long incident is spoken of: PagerDuty's guide asks for a stated interval and names none. */
const longEveryMinutes = 60;

const each = (
  severities: readonly Severity[],
  every: Record<OpenStatus, number>,
  afterMinutes = 0,
): Cadence[] =>
  severities.flatMap((severity) =>
    (Object.entries(every) as [OpenStatus, number][]).map(([status, everyMinutes]) => ({
      ...{ severity, status, afterMinutes, everyMinutes },
    })),
  );
const always = (minutes: number) => ({ investigating: minutes, identified: minutes, monitoring: minutes });
const all = ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"] as const;

/** Tables to begin from. They are data: press one, then change what does not fit. */
export const cadencePresets: CadencePreset[] = [
  {
    id: "pagerduty-external",
    name: "PagerDuty, to customers",
    source:
      "PagerDuty's incident response guide, external communication: at least every 20 minutes for two hours.",
    rows: [...each(all, always(20)), ...each(all, always(longEveryMinutes), longIncidentMinutes)],
  },
  {
    id: "pagerduty-internal",
    name: "PagerDuty, inside",
    source: "PagerDuty's incident response guide, internal liaison: about every 30 minutes.",
    rows: each(all, always(30)),
  },
  {
    id: "gitlab",
    name: "GitLab",
    source: "GitLab's handbook, communications manager on call: by severity and status.",
    rows: [
      ...each(["SEV1"], { investigating: 10, identified: 10, monitoring: 30 }),
      ...each(["SEV2", "SEV3", "SEV4", "SEV5"], { investigating: 15, identified: 30, monitoring: 60 }),
    ],
  },
];
