import type { View } from "@/components/public/view";
import { type ChosenPreferences, PreferencesFields, type ServiceChoice, Wrong } from "./preferences-fields";

type Props = {
  view: View;
  services: ServiceChoice[];
  /** The incident to follow; null to choose services. */
  incident: { id: string; title: string } | null;
  /** What was typed before, when the form comes back. */
  typed: ChosenPreferences & { email: string };
  errors: Record<string, string>;
};

/** Asks for an address and what it wants to hear. A plain form: it works without JavaScript. */
export function SubscribePage({ view, services, incident, typed, errors }: Props) {
  const words = view.words;
  return (
    <section className="lead doc">
      <h1>{incident ? words.subscriber.follow : words.subscribe.heading}</h1>
      <p className="dek">
        {incident && (
          <>
            <b>{incident.title}</b>.{" "}
          </>
        )}
        {incident ? words.subscriber.followHow : words.subscribe.how}
      </p>
      <form className="f" action="/subscribe" method="post">
        <label htmlFor="email">{words.subscribe.email}</label>
        {errors.email && <Wrong id="email-error">{errors.email}</Wrong>}
        <p className="row">
          <input
            id="email"
            type="email"
            name="email"
            autoComplete="email"
            placeholder={words.subscribe.placeholder}
            maxLength={254}
            defaultValue={typed.email}
            aria-invalid={errors.email ? true : undefined}
            aria-describedby={errors.email ? "email-error" : undefined}
            // biome-ignore lint/a11y/noAutofocus: a form that comes back leads to what is wrong with it
            autoFocus={errors.email !== undefined}
            required
          />
          <button type="submit">{words.subscribe.submit}</button>
        </p>
        {incident ? (
          <input type="hidden" name="incident" value={incident.id} />
        ) : (
          <PreferencesFields view={view} services={services} chosen={typed} error={errors.service} />
        )}
        <p className="trap">
          <label>
            {words.subscribe.trap} <input name="website" tabIndex={-1} autoComplete="off" />
          </label>
        </p>
      </form>
    </section>
  );
}
