import type { PublicUpdate } from "@/status/public/types";
import { ClockOrDay, Relative } from "./moment";
import type { View } from "./view";

type Props = { view: View; updates: PublicUpdate[] };

/** What was said, newest first. `html` was cleaned when it was written. */
export function Updates({ view, updates }: Props) {
  return (
    <ol className="tl">
      {updates.map((update, index) => (
        <li key={update.id} id={`update-${update.id}`}>
          <p className="at">
            <ClockOrDay view={view} at={update.postedAt} />
            {index === 0 && !view.lasting && (
              <small>
                <Relative view={view} at={update.postedAt} />
              </small>
            )}
          </p>
          <div>
            <h3>{view.words.statuses[update.status]}</h3>
            <UpdateWords html={update.html} />
            <Changes view={view} update={update} />
            <Replaced view={view} update={update} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Words as written, in their cleaned HTML. */
export function UpdateWords({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when written, by the verb that posts updates
  return <div className="said" dangerouslySetInnerHTML={{ __html: html }} />;
}

function Changes({ view, update }: { view: View; update: PublicUpdate }) {
  const changed = update.affected.filter(({ state, previousState }) => state !== previousState);
  if (changed.length === 0) return null;
  return (
    <p className="meta">
      {changed
        .map(
          ({ name, state, previousState }) => `${name}: ${view.words.updates.became(previousState, state)}`,
        )
        .join(" · ")}
    </p>
  );
}

function Replaced({ view, update }: { view: View; update: PublicUpdate }) {
  return update.replaced.map(({ html, replacedAt }) => (
    <div className="was" key={replacedAt.toISOString()}>
      <p className="meta">
        {view.words.updates.corrected} <ClockOrDay view={view} at={replacedAt} />. {view.words.updates.before}
      </p>
      <del>
        <UpdateWords html={html} />
      </del>
    </div>
  ));
}
