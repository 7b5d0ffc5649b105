import { statusWords } from "@/components/ui/words";
import type { IncidentStatus, Severity } from "@/lib/vocabulary";
import { places } from "../places";

type FoundIncident = { id: string; title: string; severity: Severity; status: IncidentStatus };

/** What the server knows for the words that were typed. */
export type Found = {
  /** Whether this person may write. */
  act: boolean;
  templates: { id: string; name: string; title: string }[];
  open: FoundIncident[];
  incidents: FoundIncident[];
};

/** One line of the palette: where it leads. */
export type Item = { id: string; group: string; words: string; note: string; href: string };

/**
 * The lines for what was typed: updates that are owed first, then incidents to open, then those that were found, then
 * places. Every word that was typed must occur somewhere in the line.
 */
export function paletteItems(typed: string, found: Found | null): Item[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ group, words: name, note }: Item) => {
    const all = `${group} ${name} ${note}`.toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const act = found?.act ?? false;
  const offered: Item[] = [
    ...(act ? (found?.open ?? []) : []).map((one) => ({
      ...{ id: `update-${one.id}`, group: "Write update", words: one.title, note: noteOf(one) },
      href: `/desk/incidents/${one.id}/update`,
    })),
    ...(found?.templates ?? []).map(({ id, name, title }) => ({
      ...{ id: `template-${id}`, group: "Open incident", words: name, note: title },
      href: `/desk/incidents/new?template=${id}`,
    })),
    ...(act
      ? [{ id: "new", group: "Open incident", words: "In your own words", note: "", href: newHref }]
      : []),
  ].filter(fits);
  const incidents = (words.length ? (found?.incidents ?? []) : (found?.open ?? [])).map((one) => ({
    ...{ id: `incident-${one.id}`, group: "Incidents", words: one.title, note: noteOf(one) },
    href: `/desk/incidents/${one.id}`,
  }));
  const go = places
    .map(({ href, name, key }) => ({
      id: `place-${key}`,
      group: "Go to",
      words: name as string,
      note: "",
      href: href as string,
    }))
    .filter(fits);
  return [...offered, ...incidents, ...go];
}

const newHref = "/desk/incidents/new";
const noteOf = ({ severity, status }: FoundIncident) => `${severity}, ${statusWords[status].toLowerCase()}`;
