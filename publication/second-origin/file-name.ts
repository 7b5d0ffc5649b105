/** One part of a public path that may become a name: no dots in front, no slip out of the folder. */
const part = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,200}$/;

/** What a copy keeps beside the pages: when they were last confirmed, and what the copy holds. */
export const stampName = "stamp.json";
export const indexName = "copy.json";

/**
 * The file's name in a folder, with slashes and without one in front: a page without an ending gets `.html`, the root
 * is `index.html`. Null for a path that no copy may hold.
 */
export function fileNameOf(path: string, isHtml: boolean): string | null {
  if (path === "/") return "index.html";
  const name = keyOf(path);
  return name && isHtml && !name.endsWith(".html") ? `${name}.html` : name;
}

/** The object's key in a bucket: the path itself, because a bucket has no folders that could be in its way. */
export function keyOf(path: string): string | null {
  if (path === "/") return "index.html";
  if (path === "/404") return "404.html";
  const parts = path.split("/").slice(1);
  const name = parts.join("/");
  const fits = path.startsWith("/") && parts.every((one) => part.test(one));
  return fits && name !== indexName && name !== stampName ? name : null;
}
