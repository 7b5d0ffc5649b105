import type { View } from "@/components/public/view";

type Props = { view: View; addresses: string[]; path: string; backPath: string };

/** Says what erasing does, and what it cannot, before it does it. */
export function ErasePage({ view, addresses, path, backPath }: Props) {
  const words = view.words.subscriber;
  return (
    <section className="lead doc">
      <h1>{words.eraseTitle}</h1>
      <p className="dek">{words.erase(addresses)}</p>
      <p className="f">{words.eraseGoes}</p>
      <p className="f">{words.eraseStays}</p>
      <p className="f">{words.eraseElsewhere}</p>
      <form className="acts f" action={path} method="post">
        <button type="submit">{words.eraseAct}</button>
        <a className="btn q" href={backPath}>
          {words.historyBack}
        </a>
      </form>
    </section>
  );
}
