import type { PublicPage } from "@/status/public/types";
import type { Headline } from "./headline";
import { Age, Stamp } from "./moment";
import { ShapeMark } from "./shapes";
import type { View } from "./view";

/** What readers get when nothing can be confirmed: no claim about now, what was true then, and a person to reach. */
export function StaleLead({ view, page, headline }: { view: View; page: PublicPage; headline: Headline }) {
  const words = view.words.lead;
  return (
    <section className="lead when-stale">
      <p className="word">
        <span className="st unk">
          <ShapeMark shape="unk" />
          {view.words.notConfirmed}
        </span>{" "}
        <span className="quiet">
          {words.openFor} <Age view={view} />
        </span>
      </p>
      <h1>{words.staleTitle}</h1>
      <p className="dek">
        {words.staleWhy} {words.staleAt}{" "}
        <b>
          <Stamp view={view} />
        </b>{" "}
        {wasTrue(view, headline)} {words.staleSince}
      </p>
      <svg className="span mt-8" aria-hidden="true">
        <line x1="6%" x2="100%" y1="12" y2="12" />
        <rect y="10" width="6%" height="4" />
        <rect width="2" height="14" />
        <rect x="6%" width="2" height="14" />
      </svg>
      <p className="ticks">
        <span>
          <b>
            <Stamp view={view} />
          </b>{" "}
          {words.staleLast}
        </span>
        <span>
          <b>{view.words.promise.now}</b> {words.staleNow}
        </span>
      </p>
      <div className="note">
        <p>
          <b>{words.staleTrust}</b>
        </p>
        {page.supportUrl && (
          <p>
            {words.staleSupport}{" "}
            <a href={page.supportUrl}>{page.supportUrl.replace(/^(mailto:|https?:\/\/)/, "")}</a>
          </p>
        )}
      </div>
    </section>
  );
}

function wasTrue({ words }: View, headline: Headline): string {
  switch (headline.kind) {
    case "calm":
      return words.lead.staleCalm;
    case "maintenance":
      return words.lead.staleWork(headline.sentence);
    case "empty":
      return words.lead.staleEmpty;
    default:
      return words.lead.staleTrouble(headline.sentence);
  }
}
