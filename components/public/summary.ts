import { plainText } from "@/lib/plain-text";
import { formatTime } from "@/lib/zoned-time";
import type { PublicIncident, PublicMaintenance, PublicStatus } from "@/status/public/types";
import type { Headline } from "./headline";
import type { View } from "./view";

/** Longer than this, previews cut it themselves, and worse. */
const lettersMax = 200;

/** The page in a sentence or two, for search results and for previews where the link is pasted. */
export function statusSummary(status: PublicStatus, headline: Headline, view: View): string {
  const { lead, states } = view.words;
  switch (headline.kind) {
    case "incident":
      return incidentSummary(headline.about, view);
    case "maintenance":
      return maintenanceSummary(headline.about, view);
    case "calm":
      return `${states.operational}: ${lead.allServices(status.services.length)}.`;
    case "empty":
      return lead.emptyDek;
    case "trouble":
      return `${headline.services.map(({ name, state }) => lead.affected([name], state)).join(" ")}`;
  }
}

/** What an incident is doing, what was said last, when we speak next. */
export function incidentSummary({ status, updates, nextUpdateBy }: PublicIncident, view: View): string {
  const said = updates[0] ? shorten(plainText(updates[0].html)) : view.words.updates.none;
  const promise = nextUpdateBy && view.words.feeds.nextBy(formatTime(nextUpdateBy, "dayZoned", view.zone));
  return [`${view.words.statuses[status]}: ${said}`, promise].filter(Boolean).join(" ");
}

/** When planned work is, and what was said of it. */
export function maintenanceSummary({ status, scheduledFor, updates }: PublicMaintenance, view: View): string {
  const when = formatTime(scheduledFor, "momentZoned", view.zone);
  const said = updates.at(-1);
  return [`${view.words.statuses[status]}: ${when}.`, said && shorten(plainText(said.html))]
    .filter(Boolean)
    .join(" ");
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= lettersMax ? line : `${line.slice(0, lettersMax).replace(/(?<!\s)\s+\S*$/, "")} …`;
}
