import type { View } from "@/components/public/view";
import { roughDuration } from "@/lib/zoned-time";
import type { ShownIncident } from "./current-incident";

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
        <p className="dek">
          {words.joiningDek} {liaison && <b>{words.joiningWho(liaison)} </b>}
          {usualWait !== null && words.joiningWait(roughDuration(usualWait, view.zone.language))}
        </p>
        {mayAsk && (
          <form className="f" method="post" action={`${path}/join`}>
            <input type="hidden" name="incident" value={id} />
            <p className="acts">
              <button type="submit" className="q">
                {words.joinAct}
              </button>
            </p>
          </form>
        )}
      </div>
    </section>
  );
}
