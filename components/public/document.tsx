/* biome-ignore-all lint/style/noHeadElement: no Next document stands around this one, it is the whole page */
import type { ReactNode } from "react";
import type { ServiceState } from "@/lib/vocabulary";
import { formatTime } from "@/lib/zoned-time";
import type { PublicPage } from "@/status/public/types";
import { faviconDataUri } from "./favicon";
import { Age, Stamp, StampDay } from "./moment";
import { ShapeDefinitions, ShapeMark } from "./shapes";
import { type View, viewOf } from "./view";

export type DocumentProps = {
  page: PublicPage;
  /** The whole style sheet, compiled; its hash stands in the CSP. */
  css: string;
  /** What may be loaded, for hosts that send no headers: https://www.w3.org/TR/CSP3/#meta-element. */
  policy: string;
  /** How readers reach us, without a trailing slash. */
  publicUrl: string;
  /** The readers' path of this page. */
  path: string;
  title: string;
  /** One or two sentences for previews where the link is pasted. */
  description: string;
  /** The state the tab's icon shows; null where the page is not about now. */
  state: ServiceState | null;
  current?: "status" | "history";
  children: ReactNode;
};

/** The whole HTML document around a public page: complete in one response, and useful without JavaScript. */
export function Document(props: DocumentProps) {
  const { page, path, children, current } = props;
  const view = viewOf(page);
  return (
    <html
      lang={page.language}
      data-confirmed="yes"
      data-version={page.version}
      data-zone={page.timeZone}
      data-stale-title={`${view.words.notConfirmed} · ${view.words.site.title(page.name)}`}
    >
      <Head {...props} view={view} />
      <body>
        <a className="skip" href="#now">
          {view.words.site.skip}
        </a>
        <ShapeDefinitions />
        <Header view={view} page={page} path={path} current={current} />
        <main className="w" id="now" tabIndex={-1}>
          {children}
        </main>
        <Footer view={view} page={page} />
      </body>
    </html>
  );
}

function Head({
  view,
  page,
  css,
  policy,
  publicUrl,
  path,
  title,
  description,
  state,
}: DocumentProps & { view: View }) {
  const whole = `${title} · ${view.words.site.title(page.name)}`;
  return (
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={policy} />
      <meta name="viewport" content="width=device-width,initial-scale=1" />
      <title>{whole}</title>
      <meta name="description" content={description} />
      <link rel="canonical" href={publicUrl + path} />
      <link rel="icon" type="image/svg+xml" href={faviconDataUri(state)} data-stale={faviconDataUri(null)} />
      <meta name="theme-color" media="(prefers-color-scheme:light)" content="#fbfaf6" />
      <meta name="theme-color" media="(prefers-color-scheme:dark)" content="#131518" />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={view.words.site.title(page.name)} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={publicUrl + path} />
      <meta name="twitter:card" content="summary" />
      <link rel="alternate" type="application/atom+xml" title="Atom" href="/history.atom" />
      <link rel="alternate" type="application/rss+xml" title="RSS" href="/history.rss" />
      <link rel="alternate" type="application/feed+json" title="JSON" href="/feed.json" />
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own style sheet, which escaping would change and its CSP hash with it */}
      <style dangerouslySetInnerHTML={{ __html: css }} />
      <script type="module" src="/page.js" />
    </head>
  );
}

type HeaderProps = { view: View; page: PublicPage; path: string; current?: DocumentProps["current"] };

function Header({ view, page, path, current }: HeaderProps) {
  const words = view.words.site;
  return (
    <header className="w">
      <div className="mast">
        <a className="brand" href="/">
          {page.name} <small>{words.status}</small>
        </a>
        <nav aria-label={words.navigation}>
          <a href="/" aria-current={current === "status" ? "page" : undefined}>
            {words.status}
          </a>
          <a href="/history" aria-current={current === "history" ? "page" : undefined}>
            {words.history}
          </a>
          <a href="/#maintenance">{words.maintenance}</a>
          <a href="/#subscribe">{words.subscribe}</a>
        </nav>
      </div>
      <p className="asof">
        <span>
          <StampDay view={view} />
        </span>
        <span>
          <b className="when-confirmed">
            {words.asOf} <Stamp view={view} />
          </b>
          <b className="when-stale">
            <span className="st unk">
              <ShapeMark shape="unk" />
              {words.lastConfirmed} <Stamp view={view} />
            </span>
            , <Age view={view} /> {words.ago}
          </b>{" "}
          <span className="z">
            · {words.allTimes} <span data-zone-name="">{zoneName(view)}</span>
          </span>
        </span>
      </p>
      <p className="news older" role="status" hidden>
        {words.older}
      </p>
      <p className="news" role="status" data-news="" hidden>
        {words.news} <a href={path}>{words.reload}</a>
      </p>
    </header>
  );
}

function zoneName({ zone, now }: View): string {
  return formatTime(now, "zoned", zone).replace(/^\S+ /, "");
}

function Footer({ view, page }: { view: View; page: PublicPage }) {
  const words = view.words.site;
  return (
    <footer className="foot w">
      <p>{words.keeps}</p>
      <p>
        <a href="/history#uptime">{words.uptime}</a> ·{" "}
        {page.supportUrl && (
          <>
            <a href={page.supportUrl}>{words.help}</a> ·{" "}
          </>
        )}
        {words.made}
      </p>
    </footer>
  );
}
