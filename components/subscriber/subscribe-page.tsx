import type { ReactNode } from "react";
import type { View } from "@/components/public/view";
import type { Channel } from "@/lib/vocabulary";
import { AddressFields } from "./address-fields";
import { type ChosenPreferences, PreferencesFields, type ServiceChoice } from "./preferences-fields";

export type TypedWish = ChosenPreferences & { address: string; contact: string };
type Props = {
  view: View;
  services: ServiceChoice[];
  /** The ways to choose from, and where each one's form is. */
  ways: { channel: Channel; path: string }[];
  channel: Channel;
  /** Whether somebody must be told when it keeps failing. */
  needsContact: boolean;
  /** The incident to follow; null to choose services. */
  incident: { id: string; title: string } | null;
  /** The signed word that it is a person's further channel; null: somebody new. */
  joins: string | null;
  /** What was typed before, when the form comes back. */
  typed: TypedWish;
  errors: Record<string, string>;
};

/** Asks how, where and about what. Plain forms, one for each way: they work without JavaScript. */
export function SubscribePage(props: Props) {
  const { view, ways, channel, incident, joins } = props;
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
        {joins && ` ${words.subscriber.joins}`}
      </p>
      {ways.length > 1 && <Ways view={view} ways={ways} channel={channel} />}
      <WishForm {...props} />
    </section>
  );
}

function Ways({ view, ways, channel }: Pick<Props, "view" | "ways" | "channel">) {
  const words = view.words.subscriber;
  return (
    <nav className="f links" aria-label={words.how}>
      {ways.map((way) =>
        way.channel === channel ? (
          <b key={way.channel} aria-current="true">
            {words.channels[way.channel]}
          </b>
        ) : (
          <a key={way.channel} href={way.path}>
            {words.channels[way.channel]}
          </a>
        ),
      )}
    </nav>
  );
}

function WishForm({
  view,
  services,
  channel,
  needsContact,
  incident,
  joins,
  typed,
  errors,
}: Props): ReactNode {
  const words = view.words.subscribe;
  return (
    <form className="f" action="/subscribe" method="post">
      <input type="hidden" name="channel" value={channel} />
      {joins && <input type="hidden" name="with" value={joins} />}
      <AddressFields {...{ view, channel, needsContact, typed, errors }} />
      {incident ? (
        <input type="hidden" name="incident" value={incident.id} />
      ) : (
        <PreferencesFields view={view} services={services} chosen={typed} error={errors.service} />
      )}
      <p className="trap">
        <label>
          {words.trap} <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </p>
      {channel !== "email" && (
        <p className="acts f">
          <button type="submit">{words.submit}</button>
        </p>
      )}
    </form>
  );
}
