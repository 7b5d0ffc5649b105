import type { View } from "@/components/public/view";
import type { Channel } from "@/lib/vocabulary";

type Props = {
  view: View;
  channel: Channel;
  /** As it may be shown. */
  address: string;
  /** This page's own path, which is the key. */
  path: string;
  managePath: string;
  followed: { id: string; title: string }[];
  /** Other ways by which the same person hears from us. */
  others: Channel[];
};

/** Asks before it stops: scanners open links, and a link alone changes nothing. */
export function LeavePage({ view, channel, address, path, managePath, followed, others }: Props) {
  const words = view.words.subscriber;
  const mail = channel === "email";
  return (
    <section className="lead doc">
      <h1>{mail ? words.leaveTitle : words.leaveElsewhereTitle}</h1>
      <p className="dek">{mail ? words.leave(address) : words.leaveElsewhere(address)}</p>
      <form className="acts f" action={path} method="post">
        <button type="submit">{mail ? words.leaveAct : words.leaveElsewhereAct}</button>
        <a className="btn q" href={managePath}>
          {words.less}
        </a>
      </form>
      {others.length > 0 && (
        <form className="f" action={path} method="post">
          <input type="hidden" name="everywhere" value="yes" />
          <p>{words.alsoReached(others.map((other) => words.channels[other]))}</p>
          <button type="submit" className="btn q">
            {words.leaveEverywhere}
          </button>
        </form>
      )}
      {followed.map(({ id, title }) => (
        <form className="f" action={path} method="post" key={id}>
          <input type="hidden" name="incident" value={id} />
          <p>{words.stopOnly(title)}</p>
          <button type="submit" className="btn q">
            {words.stopOne}
          </button>
        </form>
      ))}
    </section>
  );
}
