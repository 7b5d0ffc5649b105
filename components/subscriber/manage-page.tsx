import type { View } from "@/components/public/view";
import { type ChosenPreferences, PreferencesFields, type ServiceChoice } from "./preferences-fields";

type Props = {
  view: View;
  address: string;
  services: ServiceChoice[];
  chosen: ChosenPreferences;
  followed: { id: string; title: string }[];
  /** This page's own path, which is the key. */
  path: string;
  leavePath: string;
  saved: boolean;
  errors: Record<string, string>;
};

/** What somebody hears from us, and how to change it without an account. */
export function ManagePage({
  view,
  address,
  services,
  chosen,
  followed,
  path,
  leavePath,
  saved,
  errors,
}: Props) {
  const words = view.words.subscriber;
  return (
    <section className="lead doc">
      <h1>{saved ? words.savedTitle : words.manageTitle}</h1>
      <p className="dek">{saved ? words.saved : words.manage(address)}</p>
      {chosen.scope === "one_incident" ? (
        <p className="acts f">
          <a className="btn" href="/subscribe">
            {words.more}
          </a>
          <a className="btn q" href={leavePath}>
            {words.stopAll}
          </a>
        </p>
      ) : (
        <form className="f" action={path} method="post">
          <PreferencesFields view={view} services={services} chosen={chosen} error={errors.service} />
          <p className="acts f">
            <button type="submit">{words.save}</button>
            <a className="btn q" href={leavePath}>
              {words.stopAll}
            </a>
          </p>
        </form>
      )}
      {followed.length > 0 && (
        <div className="f">
          <h2>{words.following}</h2>
          <ul>
            {followed.map(({ id, title }) => (
              <li key={id}>
                <a href={`/incidents/${id}`}>{title}</a> · <a href={leavePath}>{words.stopOne}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
