import type { PublicStatus } from "@/status/public/types";
import type { View } from "./view";

/** Asks for an email address and what to hear about. A plain form: it works without JavaScript. */
export function SubscribeForm({ view, status }: { view: View; status: PublicStatus }) {
  const words = view.words.subscribe;
  return (
    <section className="blk two sub" id="subscribe">
      <div>
        <h2>{words.heading}</h2>
        <p>{words.how}</p>
      </div>
      <form action="/subscribe" method="post">
        <label htmlFor="email">{words.email}</label>
        <p className="row">
          <input
            id="email"
            type="email"
            name="email"
            autoComplete="email"
            placeholder={words.placeholder}
            maxLength={254}
            required
          />
          <button type="submit">{words.submit}</button>
        </p>
        <fieldset className="f">
          <legend>{words.detail}</legend>
          <Choice name="detail" value="every_update" checked said={words.everyUpdate} />
          <Choice name="detail" value="opened_and_resolved" said={words.openedAndResolved} />
          <Choice name="detail" value="major_only" said={view.words.subscriber.major} />
        </fieldset>
        {status.services.length > 1 && (
          <fieldset className="f">
            <legend>{words.scope}</legend>
            <Choice
              name="scope"
              value="all_services"
              checked
              said={words.allServices(status.services.length)}
            />
            <Choice name="scope" value="chosen_services" said={words.chosenServices} />
            <div className="cols">
              {status.services.map(({ id, name }) => (
                <label className="ck" key={id}>
                  <input type="checkbox" name="service" value={id} />
                  {name}
                </label>
              ))}
            </div>
          </fieldset>
        )}
        {status.services.length < 2 && <input type="hidden" name="scope" value="all_services" />}
        <p className="trap">
          <label>
            {words.trap} <input name="website" tabIndex={-1} autoComplete="off" />
          </label>
        </p>
        <FeedLinks view={view} />
      </form>
    </section>
  );
}

function Choice({
  name,
  value,
  said,
  checked,
}: {
  name: string;
  value: string;
  said: string;
  checked?: boolean;
}) {
  return (
    <label className="ck">
      <input type="radio" name={name} value={value} defaultChecked={checked} />
      {said}
    </label>
  );
}

function FeedLinks({ view }: { view: View }) {
  const words = view.words.subscribe;
  return (
    <p className="f links">
      <span className="quiet">{words.withoutEmail}</span>
      <a href="/history.rss">RSS</a>
      <a href="/history.atom">Atom</a>
      <a href="/feed.json">JSON</a>
      <a href="/maintenance.ics">{words.calendar}</a>
      <a href="/subscribe">{words.otherWays}</a>
    </p>
  );
}
