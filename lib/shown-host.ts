import { domainToASCII, domainToUnicode } from "node:url";
import { isTellable, looksLatin, mixedScripts } from "./mixed-scripts";

/**
 * A host as people may read it: in its own letters where these are of one alphabet ("müller.example", "пример.рф"), else
 * as machines write it ("xn--pypal-4ve.com"), so that none looks like another's. What is no host stays as it is.
 */
export function shownHost(host: string): string {
  const { ascii, own, deceives } = readHost(host);
  return deceives ? ascii : own;
}

/** The same of a mail address. */
export function shownMail(address: string): string {
  const at = address.lastIndexOf("@");
  return at < 0 ? address : address.slice(0, at + 1) + shownHost(address.slice(at + 1));
}

/** The same of a whole URL, which is else left as it is. */
export function shownLink(url: string): string {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (!target?.hostname) return url;
  const host = shownHost(target.hostname) + (target.port && `:${target.port}`);
  return `${target.protocol}//${host}${target.pathname}${target.search}${target.hash}`;
}

/** What is looked for, as it is kept: hosts are, as machines write them. */
export function keptHost(search: string): string {
  if (isAscii(search)) return search;
  const at = search.lastIndexOf("@") + 1;
  return search.slice(0, at) + (domainToASCII(search.slice(at)) || search.slice(at));
}

/** How a host is written by machines, and in its own letters, and whether these look like other ones. */
export function readHost(host: string): { ascii: string; own: string; deceives: boolean } {
  const ascii = domainToASCII(host);
  const own = ascii && domainToUnicode(ascii);
  if (!own) return { ascii: host, own: host, deceives: false };
  const labels = own.split(".");
  // Who writes a whole address in one alphabet, its ending too, deceives nobody.
  const alike = labels.some((label) => looksLatin(label)) && isAscii(labels.at(-1)!);
  const strange = labels.some(
    (label) => !isAscii(label) && (mixedScripts(label) !== null || !isTellable(label)),
  );
  return { ascii, own, deceives: alike || strange };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const isAscii = (text: string) => /^[\u0000-\u007f]*$/.test(text);
