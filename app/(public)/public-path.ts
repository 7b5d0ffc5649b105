/** The slug whose page has the root of our address. */
export const publicSlug = "public";

/** Where a readers' path lives in the app: what `res.revalidate` must be given. The rewrites are in next.config.js. */
export function destination(path: string): string {
  const own = path === "/" ? "" : path.replace(/^(\/maintenances\/[a-z0-9]+)\.ics$/, "$1/calendar.ics");
  return `/p/${publicSlug}${own}`;
}
