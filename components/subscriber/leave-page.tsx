import type { View } from "@/components/public/view";

type Props = {
  view: View;
  address: string;
  /** This page's own path, which is the key. */
  path: string;
  managePath: string;
  followed: { id: string; title: string }[];
};

/** Asks before it stops: scanners open links, and a link alone changes nothing. */
export function LeavePage({ view, address, path, managePath, followed }: Props) {
  const words = view.words.subscriber;
  return (
    <section className="lead doc">
      <h1>{words.leaveTitle}</h1>
      <p className="dek">{words.leave(address)}</p>
      <form className="acts f" action={path} method="post">
        <button type="submit">{words.leaveAct}</button>
        <a className="btn q" href={managePath}>
          {words.less}
        </a>
      </form>
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
