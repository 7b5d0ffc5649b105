import type { openings } from "@/db/schema/incident-people";
import { renderMarkdown } from "@/lib/markdown";
import { type Named, nameOfIncident } from "@/status/incidents/name-of-incident";

type Kept = Pick<typeof openings.$inferSelect, "input">;

/** What words are about: their incident by its name, or the title of the opening that proposes one. */
export function nameOfSubject({
  incident,
  opening,
}: {
  incident: Named | null;
  opening: Kept | null;
}): string {
  return incident ? nameOfIncident(incident) : opening ? titleOf(opening) : "";
}

/** Clean HTML of first words below the title they would go out with. */
export function withTitle(opening: Kept, words: string): string {
  const title = titleOf(opening).replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<p><strong>${title}</strong></p>\n${renderMarkdown(words)}`;
}

const titleOf = ({ input }: Kept) => String(input.title ?? "");
