import { door } from "@/app/desk/door";
import { mayAct } from "@/app/desk-context";
import type { Found } from "@/components/desk/palette/items";
import { listIncidents } from "@/status/incidents/list-incidents";
import { listTemplates } from "@/status/incidents/list-templates";

/** Incidents that a search names at most; the list of all is one line further. */
const foundMax = 8;
const searchLengthMax = 200;

/** What the palette offers besides the places: `?q=words` → templates, open incidents, and those that the words find. */
export async function GET(request: Request): Promise<Response> {
  const search = (new URL(request.url).searchParams.get("q") ?? "").slice(0, searchLengthMax);
  return door(async (ctx): Promise<Found> => {
    const act = mayAct(ctx);
    const [templates, open, found] = await Promise.all([
      act ? listTemplates(ctx) : [],
      listIncidents(ctx, { only: "open" }),
      search.trim() ? listIncidents(ctx, { search }) : { incidents: [] },
    ]);
    const brief = ({ id, title, severity, status }: (typeof open.incidents)[number]) => ({
      ...{ id, title, severity, status },
    });
    return {
      act,
      templates: templates.map(({ id, name, title }) => ({ id, name, title })),
      open: open.incidents.map(brief),
      incidents: found.incidents.slice(0, foundMax).map(brief),
    };
  });
}
