import type { ReactNode } from "react";
import { StateWord } from "@/components/ui/shapes";
import { statusWords } from "@/components/ui/words";
import { formatTime, type Zone } from "@/lib/zoned-time";
import type { DeskUpdate } from "@/status/updates/read-updates";
import { CleanHtml } from "./clean-html";

type Props = {
  updates: DeskUpdate[];
  zone: Zone;
  /** What can be done with an update that stands. */
  actions?: (update: DeskUpdate) => ReactNode;
};

/** Every update, newest first, with the words that corrections replaced; what was taken back is struck. */
export function Timeline({ updates, zone, actions }: Props) {
  if (updates.length === 0) return <p className="mute mt-3">No updates yet.</p>;
  return (
    <ol className="wait mt-2">
      {updates.map((update) => (
        <li key={update.id} id={`update-${update.number}`}>
          <p className="meta">
            <b className="text-ink">
              {update.number}. {statusWords[update.status]}
            </b>
            <time dateTime={update.postedAt.toISOString()}>
              {formatTime(update.postedAt, "dayClock", zone)}
            </time>
            <span>{update.writer ?? "by the clock"}</span>
            {update.undoneAt ? (
              <span>taken back by {update.undoer ?? "somebody"} before anybody was told</span>
            ) : (
              <span>{update.tell ? <a href={`/desk/deliveries/${update.id}`}>told</a> : "page only"}</span>
            )}
            {update.privately && <span>not public</span>}
          </p>
          <Said update={update} />
          {!update.undoneAt && update.affected.length > 0 && (
            <p className="s mt-2 flex flex-wrap gap-x-4">
              {update.affected.map((service) => (
                <span key={service.name}>
                  {service.name} <StateWord state={service.state} />
                </span>
              ))}
            </p>
          )}
          <Replaced update={update} zone={zone} />
          {!update.undoneAt && actions?.(update)}
        </li>
      ))}
    </ol>
  );
}

function Said({ update }: { update: DeskUpdate }) {
  const Words = update.undoneAt ? "del" : "div";
  return (
    <Words className={`mt-1 block max-w-[40em] ${update.undoneAt ? "mute" : "text-ink2"}`}>
      {update.privately ? <Privately update={update} /> : <CleanHtml html={update.html} />}
    </Words>
  );
}

/** What private audiences alone were told. */
function Privately({ update }: { update: DeskUpdate }) {
  return update.wordings.map(({ audienceId, name, html }) => (
    <div key={audienceId}>
      <p className="mute s">To {name} only:</p>
      <CleanHtml html={html} />
    </div>
  ));
}

function Replaced({ update, zone }: { update: DeskUpdate; zone: Zone }) {
  if (!update.correctedAt) return null;
  return (
    <details>
      <summary>Corrected {formatTime(update.correctedAt, "dayClock", zone)}: the words before</summary>
      {update.replaced.map((words) => (
        <del key={words.replacedAt.toISOString()} className="mute block">
          <CleanHtml html={words.html} />
        </del>
      ))}
    </details>
  );
}
