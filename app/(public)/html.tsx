import { createHash } from "node:crypto";
import { Document, type DocumentProps } from "@/components/public/document";

/** A document as text, from `<!doctype html>` on. Next refuses a static import of react-dom/server in a route. */
export async function renderDocument(props: Omit<DocumentProps, "policy">): Promise<string> {
  const { renderToStaticMarkup } = await import("react-dom/server");
  // The front finds its stamps by these very letters.
  const markup = renderToStaticMarkup(<Document {...props} policy={inPage(props.css)} />)
    .replaceAll(' dateTime="', ' datetime="')
    .replaceAll(' data-as-of=""', " data-as-of");
  return `<!doctype html>${markup}`;
}

/** Nothing from elsewhere, no inline script, and only this style sheet. */
export function contentSecurityPolicy(css: string): string {
  return `${inPage(css)}; frame-ancestors 'none'`;
}

/** The part of it that a page can say of itself: a static host need not know the style sheet's hash. */
function inPage(css: string): string {
  const hash = createHash("sha256").update(css).digest("base64");
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
}
