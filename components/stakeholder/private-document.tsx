/* biome-ignore-all lint/style/noHeadElement: no Next document stands around this one, it is the whole page */
import type { ReactNode } from "react";
import { faviconDataUri } from "@/components/public/favicon";
import { ShapeDefinitions } from "@/components/public/shapes";
import type { View } from "@/components/public/view";
import { formatTime } from "@/lib/zoned-time";

export type PrivateDocumentProps = {
  view: View;
  /** What the installation is called in public. */
  site: string;
  css: string;
  title: string;
  /** Beside the name, and in the line under it: only for those who are in. */
  note?: string;
  who?: ReactNode;
  foot?: string;
  /** Where a reader who is in reads it anew. */
  path?: string;
  children: ReactNode;
};

/**
 * The whole HTML document around a private page. Nothing in its head is for machines that preview links: no
 * description, no address, no feed.
 */
export function PrivateDocument(props: PrivateDocumentProps) {
  const { view, site, css, title, note, who, foot, path, children } = props;
  const words = view.words;
  return (
    <html lang={view.zone.language} data-confirmed="yes">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={faviconDataUri(null)} />
        <meta name="theme-color" media="(prefers-color-scheme:light)" content="#fbfaf6" />
        <meta name="theme-color" media="(prefers-color-scheme:dark)" content="#131518" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet, which escaping would change and its CSP hash with it */}
        <style dangerouslySetInnerHTML={{ __html: css }} />
      </head>
      <body>
        <a className="skip" href="#now">
          {words.site.skip}
        </a>
        <ShapeDefinitions />
        <header className="w">
          <div className="mast">
            <p className="brand">
              {site} {note && <small>{note}</small>}
            </p>
          </div>
          <div className="asof">
            {who ?? <span>{words.stakeholder.privatePage}</span>}
            <span>
              <b>
                {words.site.asOf}{" "}
                <time dateTime={view.now.toISOString()}>{formatTime(view.now, "second", view.zone)}</time>
              </b>{" "}
              {path && <a href={path}>{words.stakeholder.reload}</a>}
            </span>
          </div>
        </header>
        <main className="w" id="now" tabIndex={-1}>
          {children}
        </main>
        <footer className="foot w">
          <p>{foot}</p>
          <p>{words.site.made}</p>
        </footer>
      </body>
    </html>
  );
}
