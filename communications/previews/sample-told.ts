import type { Told } from "@/communications/channels/channel";
import { sentinels } from "@/communications/deliveries/personal-words";
import { incidentUrl, maintenanceUrl } from "@/communications/links";
import { env } from "@/lib/env";
import { renderMarkdown } from "@/lib/markdown";
import type { Page } from "@/status/page/read-page";

/** Monday 23 November 2026, in the afternoon: what is shown is an example, and stays the same. */
const at = (clock: string) => new Date(`2026-11-23T${clock}:00Z`);
const incidentId = "k2m9x4c7p1qa";
const maintenanceId = "w7d3r8n5t2vb";

type Changes = Partial<Omit<Told, "html">>;

/** The facts of a made-up update on this page. */
export function sampleTold(page: Page, { words = "", ...changes }: Changes): Told {
  return {
    pageName: page.name,
    pageUrl: env().PUBLIC_URL,
    zone: { timeZone: page.timeZone, language: page.language },
    updateId: "h4s8k1z6y3mc",
    subjectId: incidentId,
    kind: "incident",
    title: "Card payments in Europe fail",
    number: 2,
    status: "identified",
    impact: "major",
    services: [{ id: "c5b2j9g4f7xd", name: "Checkout", state: "partial_outage" }],
    words,
    html: renderMarkdown(words),
    startedAt: at("13:52"),
    postedAt: at("14:20"),
    nextUpdateBy: at("14:40"),
    window: null,
    url: incidentUrl(incidentId),
    also: [],
    ...sentinels,
    ...changes,
  };
}

/** An earlier update of the same, which its reader has not got yet. */
export function sampleEarlier(number: number, words: string): Told["also"][number] {
  return {
    title: "Card payments in Europe fail",
    number,
    status: "investigating",
    words,
    html: renderMarkdown(words),
    postedAt: new Date(at("13:56").getTime() + (number - 1) * 12 * 60_000),
    url: incidentUrl(incidentId),
  };
}

/** What makes an update one of planned work. */
export const plannedWork = (): Changes => ({
  kind: "maintenance",
  subjectId: maintenanceId,
  title: "Orders move to a larger database",
  number: 1,
  status: "scheduled",
  impact: null,
  services: [{ id: "p9v6q3w8e1rt", name: "Orders", state: "under_maintenance" }],
  nextUpdateBy: null,
  window: { from: new Date("2026-11-26T02:00:00Z"), until: new Date("2026-11-26T03:30:00Z") },
  url: maintenanceUrl(maintenanceId),
});
