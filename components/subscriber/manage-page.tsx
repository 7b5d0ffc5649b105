import type { View } from "@/components/public/view";
import { languageNames } from "@/lib/words";
import { type OwnChannel, OwnChannels } from "./own-channels";
import { type DataPaths, OwnDataLinks } from "./own-data-links";
import { Part } from "./part";
import { PauseForms } from "./pause-forms";
import { type ChosenPreferences, PreferencesFields, type ServiceChoice } from "./preferences-fields";
import { type QuietChoice, QuietFields } from "./quiet-fields";
import { TestForm } from "./test-form";
import { type Secret, WebhookSecret } from "./webhook-secret";

export type Managed = {
  /** As it may be shown, with its channel. */
  address: string;
  chosen: ChosenPreferences;
  quiet: QuietChoice;
  language: string;
  followed: { id: string; title: string }[];
  /** Since when, in words; null: no pause. */
  pausedSince: string | null;
  switchedOff: boolean;
  channels: OwnChannel[];
  /** Null for all but webhooks. */
  secret: Secret | null;
  paths: DataPaths & {
    own: string;
    leave: string;
    pause: string;
    switchOn: string;
    join: string | null;
    test: string | null;
  };
};
type Props = {
  view: View;
  services: ServiceChoice[];
  managed: Managed;
  saved: boolean;
  errors: Record<string, string>;
};

/** What somebody hears from us, and how to change it without an account. */
export function ManagePage({ view, services, managed, saved, errors }: Props) {
  const { paths, channels, secret, followed } = managed;
  return (
    <>
      <section className="lead doc">
        <Lead view={view} managed={managed} saved={saved} />
        {managed.chosen.scope === "one_incident" ? (
          <p className="acts f">
            <a className="btn" href="/subscribe">
              {view.words.subscriber.more}
            </a>
            <Stop view={view} path={paths.leave} />
          </p>
        ) : (
          <PreferencesForm {...{ view, services, managed, errors }} />
        )}
      </section>
      {followed.length > 0 && <Followed view={view} followed={followed} path={paths.leave} />}
      {secret && <WebhookSecret view={view} secret={secret} />}
      {paths.test && <TestForm view={view} path={paths.test} />}
      <OwnChannels view={view} channels={channels} joinPath={paths.join} />
      <PauseForms
        view={view}
        path={paths.pause}
        paused={managed.pausedSince !== null}
        several={channels.filter(({ state }) => state === "confirmed").length > 1}
      />
      <OwnDataLinks view={view} paths={paths} />
    </>
  );
}

function Lead({ view, managed, saved }: Pick<Props, "view" | "managed" | "saved">) {
  const words = view.words.subscriber;
  const { address, pausedSince, switchedOff, paths } = managed;
  const [title, says] = saved
    ? [words.savedTitle, words.saved]
    : switchedOff
      ? [words.offTitle, words.off(address)]
      : pausedSince
        ? [words.pausedTitle, words.paused(address, pausedSince)]
        : [words.manageTitle, words.manage(address)];
  return (
    <>
      <h1>{title}</h1>
      <p className="dek">{says}</p>
      {switchedOff && (
        <form className="acts f" action={paths.switchOn} method="post">
          <button type="submit">{words.switchOn}</button>
        </form>
      )}
    </>
  );
}

function PreferencesForm({ view, services, managed, errors }: Omit<Props, "saved">) {
  const words = view.words.subscriber;
  return (
    <form className="f" action={managed.paths.own} method="post">
      <PreferencesFields view={view} services={services} chosen={managed.chosen} error={errors.service} />
      <QuietFields view={view} quiet={managed.quiet} error={errors.quiet} />
      <p className="f">
        <label>
          {words.language}{" "}
          <select name="language" defaultValue={managed.language}>
            {Object.entries(languageNames).map(([language, name]) => (
              <option key={language} value={language}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </p>
      <p className="acts f">
        <button type="submit">{words.save}</button>
        <Stop view={view} path={managed.paths.leave} />
      </p>
    </form>
  );
}

function Followed({ view, followed, path }: { view: View; followed: Managed["followed"]; path: string }) {
  const words = view.words.subscriber;
  return (
    <Part title={words.following}>
      <ul>
        {followed.map(({ id, title }) => (
          <li key={id}>
            <a href={`/incidents/${id}`}>{title}</a> · <a href={path}>{words.stopOne}</a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Stop({ view, path }: { view: View; path: string }) {
  return (
    <a className="btn q" href={path}>
      {view.words.subscriber.stop}
    </a>
  );
}
