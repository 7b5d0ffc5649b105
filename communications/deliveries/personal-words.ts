/**
 * Where each recipient's own words go in the frozen message. Characters of Unicode's private use area: no
 * person writes them, and neither HTML nor URL nor JSON escaping changes them.
 */
export const sentinels = {
  why: "\uE000why\uE001",
  manageUrl: "\uE000manage\uE001",
  leaveUrl: "\uE000leave\uE001",
} as const;

export type OwnWords = Record<keyof typeof sentinels, string>;
type Words = { html: string | null; text: string };

/**
 * The frozen words with one recipient's reason and links put in: a pure substitution, the same on every try.
 * `inText` makes them safe in the text, which on some channels is JSON.
 */
export function personalWords(
  frozen: Words,
  own: OwnWords,
  inText: (text: string) => string = (text) => text,
): Words {
  let { html, text } = frozen;
  for (const [name, sentinel] of Object.entries(sentinels) as [keyof OwnWords, string][]) {
    html = html?.replaceAll(sentinel, () => escapeHtml(own[name])) ?? null;
    text = text.replaceAll(sentinel, () => inText(own[name]));
  }
  return { html, text };
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#x27;",
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character]!);
