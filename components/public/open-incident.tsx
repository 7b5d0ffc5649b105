import type { PublicIncident } from "@/status/public/types";
import { Moment } from "./moment";
import { worstOf } from "./past-days";
import { PromiseLine } from "./promise";
import { StateWord } from "./state-word";
import { Updates } from "./updates";
import type { View } from "./view";

/** More updates than these stay behind a link: the page is read in a hurry. */
const updatesShownMax = 6;

type Props = { view: View; incident: PublicIncident; first: boolean };

/** An open incident's updates. The first one's sentence and promise already stand above; the others bring theirs. */
export function OpenIncident({ view, incident, first }: Props) {
  const words = view.words.updates;
  const more = incident.updates.length > updatesShownMax;
  return (
    <section className="blk two" id={`incident-${incident.id}`}>
      <div>
        <h2>{first ? words.heading : incident.title}</h2>
        {first ? (
          <p>
            {incident.title}. {words.newestFirst}
          </p>
        ) : (
          <p>
            <StateWord view={view} state={worstOf(incident)} />
          </p>
        )}
      </div>
      <div>
        {!first && <PromiseLine view={view} incident={incident} />}
        {incident.updates.length === 0 ? (
          <p className="quiet">
            {words.none}{" "}
            {incident.nextUpdateBy && (
              <>
                {words.firstBy} <Moment view={view} at={incident.nextUpdateBy} as="zoned" />.
              </>
            )}
          </p>
        ) : (
          <Updates view={view} updates={incident.updates.slice(0, updatesShownMax)} />
        )}
        {more && (
          <p className="meta">
            <a href={`/incidents/${incident.id}`}>{words.all(incident.updates.length)}</a>
          </p>
        )}
      </div>
    </section>
  );
}
