import { Marked } from "marked";
import sanitizeHtml from "sanitize-html";

/** Our own instance: no extension of another part reaches it. Line breaks stay where the writer put them. */
const marked = new Marked({ gfm: true, breaks: true });

/**
 * Words as clean HTML, once, at write time: paragraphs, lists, emphasis, code and links to the web and to mail.
 * Anything else (scripts, images, styles, raw HTML) loses its tags.
 */
export function renderMarkdown(words: string): string {
  return sanitizeHtml(marked.parse(words, { async: false }), {
    allowedTags: ["p", "br", "strong", "em", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a"],
    allowedAttributes: { a: ["href", "rel"] },
    allowedSchemes: ["http", "https", "mailto"],
    transformTags: {
      a: (tagName, { href }) => ({ tagName, attribs: { ...(href && { href }), rel: "noopener nofollow" } }),
      // A heading inside an update would break the page's outline.
      ...Object.fromEntries(["h1", "h2", "h3", "h4", "h5", "h6"].map((heading) => [heading, "p"])),
    },
  }).trim();
}
