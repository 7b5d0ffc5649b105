/** The path of a request target as it is kept: without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf("?");
  return query === -1 ? target : target.slice(0, query);
}

/**
 * What a target comes to once percent signs, dots, doubled and backward slashes are undone: the app may undo them
 * too, so whoever is refused is refused in every spelling. Null when it is no path or cannot be read.
 */
export function plainPath(target: string): string | null {
  if (!target.startsWith("/")) return null;
  try {
    const decoded = decodeURIComponent(pathOf(target)).replaceAll("\\", "/");
    return new URL(`http://front${decoded.replace(/^\/+/, "/")}`).pathname.replace(/\/{2,}/g, "/");
  } catch {
    return null;
  }
}

/** Whether a target climbs out of a folder in any spelling. Browsers never send that; the app might understand it otherwise. */
export function climbs(target: string): boolean {
  return /(?:^|[/\\])\.\.(?:[/\\]|$)/.test(decodeURIComponent(pathOf(target)));
}

/** Addresses of the app that are none of a reader's business. */
export function isHidden(path: string): boolean {
  return /^\/(p|api\/regenerate|api\/publication)(\/|$)/i.test(path);
}

/** Addresses that the publication alone answers: what it does not know there does not exist. */
export function isPublications(path: string): boolean {
  return /^\/(incidents|maintenances|history|api\/v2)\//.test(path);
}
