import type { View } from "@/components/public/view";
import { type ChosenPreferences, PreferencesFields, type ServiceChoice } from "./preferences-fields";
import { Wrong } from "./radio";

type Props = {
  view: View;
  services: ServiceChoice[];
  /** Our public key, which a browser binds its address to; null when browsers cannot be written to. */
  publicKey: string | null;
  incident: { id: string; title: string } | null;
  joins: string | null;
  typed: ChosenPreferences;
  errors: Record<string, string>;
};

/**
 * Asks a browser for its address. One small script does the asking (push-script.mjs); the button works once it is
 * there, and without it the page says so.
 */
export function PushPage({ view, services, publicKey, incident, joins, typed, errors }: Props) {
  const words = view.words.push;
  return (
    <section className="lead doc">
      <h1>{words.title}</h1>
      <p className="dek">
        {incident && (
          <>
            <b>{incident.title}</b>.{" "}
          </>
        )}
        {publicKey ? words.how : words.notSetUp}
      </p>
      {publicKey && (
        <form className="f" action="/subscribe/push" method="post" {...scriptsWords(words, publicKey)}>
          <input type="hidden" name="address" />
          {joins && <input type="hidden" name="with" value={joins} />}
          {errors.address && <Wrong id="address-error">{errors.address}</Wrong>}
          {incident ? (
            <input type="hidden" name="incident" value={incident.id} />
          ) : (
            <PreferencesFields view={view} services={services} chosen={typed} error={errors.service} />
          )}
          <p className="trap">
            <label>
              {view.words.subscribe.trap} <input name="website" tabIndex={-1} autoComplete="off" />
            </label>
          </p>
          <p className="acts f">
            <button type="submit" disabled>
              {words.act}
            </button>
          </p>
          <p className="meta" role="status" />
        </form>
      )}
      {publicKey && (
        <p className="f" id="without-script">
          {words.withoutScript}
        </p>
      )}
      <p className="f">
        <a href={`/subscribe${incident ? `?incident=${incident.id}` : ""}`}>{words.byEmail}</a>
      </p>
      {publicKey && <script type="module" src="/subscribe/push.js" />}
    </section>
  );
}

/** What the script needs: our key, and the words for what can go wrong. */
const scriptsWords = (words: View["words"]["push"], publicKey: string) => ({
  "data-key": publicKey,
  "data-working": words.working,
  "data-blocked": words.blocked,
  "data-dismissed": words.dismissed,
  "data-unsupported": words.unsupported,
  "data-failed": words.failed,
});
