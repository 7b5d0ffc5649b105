const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Cleaned HTML as plain text: one line a paragraph or list entry, links with their address behind them. */
export function plainText(html: string): string {
  return html
    .split("</a>")
    .map(withAddress)
    .join("")
    .replace(/<li[^<>]*>/gi, "- ")
    .replace(/<br\s*\/?>|<\/(p|li|h[1-6]|pre|blockquote|tr)>/gi, "\n")
    .replace(/<[^<>]*>/g, "")
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, decode)
    .replace(/(?<![ \t])[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** A stretch of text that ends with a link's words: its address comes behind them. */
const withAddress = (text: string) =>
  text.replace(/<a\s[^<>]*?href="([^"<>]*)"[^<>]*>([\s\S]*)$/i, (_, href, words) =>
    href === words ? words : `${words} (${href})`,
  );

function decode(whole: string, name: string): string {
  if (!name.startsWith("#")) return entities[name.toLowerCase()] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
