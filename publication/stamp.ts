import { formatTime, roughDuration } from "@/lib/zoned-time";

/** Unconfirmed for longer than this, the publication is shown as not confirmed. */
export const trustMilliseconds = 60_000;

/** What a page says about its own age. `key` is another for every other wording. */
export type Stamp = { confirmed: boolean; confirmedAt: number; ageMilliseconds: number; key: string };

/** The judgement of a moment. A clock that jumped back far cannot judge, so nothing is confirmed then either. */
export function stampAt(confirmedAt: number, now: number): Stamp {
  const ageMilliseconds = Math.abs(now - confirmedAt);
  if (ageMilliseconds <= trustMilliseconds)
    return { confirmed: true, confirmedAt, ageMilliseconds: 0, key: confirmedAt.toString(36) };
  const minutes = Math.floor(ageMilliseconds / 60_000);
  return { confirmed: false, confirmedAt, ageMilliseconds, key: `${confirmedAt.toString(36)}-${minutes}` };
}

/**
 * A public page's HTML with a stamp written into it: the moment of the last confirmation, and when that is too long
 * ago its age, in the page's language and zone, in place of the title, description and icon that speak of now.
 */
export function stampHtml(html: string, stamp: Stamp): string {
  const language = /<html[^>]*\slang="([^"]+)"/.exec(html)?.[1] ?? "en";
  const at = new Date(stamp.confirmedAt);
  const dated = html.replace(
    /<time data-as-of( data-as="day")? data-zone="([^"]+)" datetime="[^"]*">[^<]*<\/time>/g,
    (_, day = "", timeZone: string) =>
      `<time data-as-of${day} data-zone="${timeZone}" datetime="${at.toISOString()}">${formatTime(at, day ? "fullDay" : "second", { timeZone, language })}</time>`,
  );
  return stamp.confirmed ? dated : unconfirm(dated, roughDuration(stamp.ageMilliseconds, language));
}

function unconfirm(html: string, age: string): string {
  const title = /<html[^>]*\sdata-stale-title="([^"]*)"/.exec(html)?.[1];
  const aged = html
    .replace(/(<html[^>]*\sdata-confirmed=)"yes"/, '$1"no"')
    .replace(/(<span data-age(?:="")?>)[^<]*(<\/span>)/g, (_, open, close) => open + age + close)
    .replace(/(<link rel="icon"[^>]*\shref=)"[^"]*"([^>]*\sdata-stale=("[^"]*"))/, "$1$3$2");
  if (title === undefined) return aged;
  return aged
    .replace(/<title>[^<]*<\/title>/, () => `<title>${title}</title>`)
    .replace(
      /(<meta (?:name="description"|property="og:(?:title|description)") content=)"[^"]*"/g,
      (_, open) => `${open}"${title}"`,
    );
}
