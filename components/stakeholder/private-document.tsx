/* biome-ignore-all lint/style/noHeadElement: no Next document stands around this one, it is the whole page */
import type { ReactNode } from "react";
import { faviconDataUri } from "@/components/public/favicon";
import { Age, Stamp } from "@/components/public/moment";
import { ShapeDefinitions, ShapeMark } from "@/components/public/shapes";
import type { View } from "@/components/public/view";

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
  /** Changes with what stands there; left out for the door, which says nothing that could become old. */
  version?: string;
  children: ReactNode;
};

/**
 * The whole HTML document around a private page. Nothing in its head is for machines that preview links: no
 * description, no address, no feed.
 */
export function PrivateDocument(props: PrivateDocumentProps) {
  const { view, site, css, title, note, who, foot, path, version, children } = props;
  const words = view.words;
  const kept = version !== undefined && {
    ...{ "data-own": path, "data-version": version, "data-zone": view.zone.timeZone },
    "data-stale-title": `${words.notConfirmed} · ${title}`,
  };
  return (
    <html lang={view.zone.language} data-confirmed="yes" {...kept}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="robots" content="noindex,nofollow" />
        <title>{title}</title>
        <link
          rel="icon"
          type="image/svg+xml"
          href={faviconDataUri(null)}
          data-stale={kept ? faviconDataUri(null) : undefined}
        />
        <meta name="theme-color" media="(prefers-color-scheme:light)" content="#fbfaf6" />
        <meta name="theme-color" media="(prefers-color-scheme:dark)" content="#131518" />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet, which escaping would change and its CSP hash with it */}
        <style dangerouslySetInnerHTML={{ __html: css }} />
        {kept && <script type="module" src="/page.js" />}
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
              <AsOf view={view} /> {path && <a href={path}>{words.stakeholder.reload}</a>}
            </span>
          </div>
          {kept && (
            <>
              <p className="news older" role="status" hidden>
                {words.site.older}
              </p>
              <p className="news" role="status" data-news="" hidden>
                {words.site.news} <a href={path}>{words.stakeholder.reload}</a>
              </p>
            </>
          )}
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

/** When this was confirmed last; the page's script keeps it current, and says so when it cannot. */
function AsOf({ view }: { view: View }) {
  const { site } = view.words;
  return (
    <>
      <b className="when-confirmed">
        {site.asOf} <Stamp view={view} />
      </b>
      <b className="when-stale" role="status">
        <span className="st unk">
          <ShapeMark shape="unk" />
          {site.lastConfirmed} <Stamp view={view} />
        </span>
        , <Age view={view} /> {site.ago}
      </b>
    </>
  );
}
