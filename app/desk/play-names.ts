import type { DeskContext } from "@/app/desk-context";
import type { PlayNames } from "@/components/desk/plays/play-words";
import { listAudiences } from "@/status/audiences/read-audience";
import { listPeople } from "@/status/people/read-person";
import { listWordTemplates } from "@/status/words/templates/list-templates";

/** The names of everything a play may speak of. */
export async function playNames(ctx: DeskContext): Promise<PlayNames> {
  const [people, audiences, templates] = await Promise.all([
    listPeople(ctx),
    listAudiences(ctx.db),
    listWordTemplates(ctx),
  ]);
  return Object.fromEntries([...people, ...audiences, ...templates].map(({ id, name }) => [id, name]));
}
