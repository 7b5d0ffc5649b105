/** A path of ours to go on to; the desk for everything else: another site's address, or one that browsers read as such. */
export function safePath(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : "/desk";
}
