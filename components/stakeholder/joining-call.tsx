import type { View } from "@/components/public/view";
import type { ShownIncident } from "./current-incident";
import { waitWords } from "./wait-words";

type Props = { view: View; path: string; incident: ShownIncident; mayAsk: boolean };

/** A plain offer to who is about to join the responders' call, not a ban; it never says where they meet. */
export function JoiningCall({ view, path, incident, mayAsk }: Props) {
  const words = view.words.stakeholder;
  const { id, liaison, usualWait, deflections } = incident;
  return (
    <section className="blk two" id={`call-${id}`}>
      <div>
        <h2>{words.joining}</h2>
        {deflections > 0 && <p>{words.joined(deflections)}</p>}
      </div>
      <div>
        <p>
          {words.joiningDek} {liaison && <b>{words.joiningWho(liaison)} </b>}
          {usualWait !== null && words.joiningWait(waitWords(usualWait, view))}
        </p>
        {mayAsk && (
          <form className="f" method="post" action={`${path}/join`}>
            <input type="hidden" name="incident" value={id} />
            <p className="acts">
              <button type="submit" className="btn q">
                {words.joinAct}
              </button>
            </p>
          </form>
        )}
      </div>
    </section>
  );
}
