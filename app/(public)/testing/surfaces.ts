/** Asks a public door as its reader would. `path`: below `p/[audience]`, as its folder is called. */
export async function ask(path: string, params: Record<string, string | string[]> = {}) {
  const door = await import(/* @vite-ignore */ `../p/[audience]${path}/route.ts`);
  const response = (await door.GET(new Request("http://app"), {
    params: Promise.resolve({ audience: "public", ...params }),
  })) as Response;
  const headers = [...response.headers].filter(([name]) => name !== "date");
  return { status: response.status, text: await response.text(), headers: JSON.stringify(headers) };
}

export const api = (...endpoint: string[]) => ask("/api/v2/[...endpoint]", { endpoint });

/** Everything that readers and machines can ask for, in a month (`YYYY-MM`). */
export const surfaces = (month: string) =>
  Promise.all([
    ...["", "/history", "/history.atom", "/history.rss", "/feed.json", "/maintenance.ics"].map((path) =>
      ask(path),
    ),
    ...["/stamp.json", "/favicon.svg"].map((path) => ask(path)),
    ask("/history/[month]", { month }),
    ...["summary.json", "status.json", "components.json", "incidents.json"].map((one) => api(one)),
    api("incidents", "unresolved.json"),
    api("scheduled-maintenances.json"),
  ]);

/** A text without what the clock alone changes in it. */
export const asOf = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?|\d\d:\d\d(:\d\d)?/g, "·");
