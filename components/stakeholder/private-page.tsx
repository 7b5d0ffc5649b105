import type { View } from "@/components/public/view";
import { CurrentIncident, type ShownIncident } from "./current-incident";
import { type OwnMessage, SentToYou } from "./sent-to-you";
import { type MatteringService, Services } from "./services";

export type { ShownIncident } from "./current-incident";

type Props = {
  view: View;
  /** The readers' path of the page; forms post beneath it. */
  path: string;
  incidents: ShownIncident[];
  services: MatteringService[];
  /** Null for who looks from the desk: nothing was sent to them, and they ask elsewhere. */
  own: { messages: OwnMessage[]; managePath: string } | null;
  /** What was typed before, when the form comes back with words beside it. */
  typed: { incidentId: string; words: string; wrong: string } | null;
};

/** An audience's page: what is wrong now, what it means for them, when they hear next, and who answers. */
export function PrivatePage({ view, path, incidents, services, own, typed }: Props) {
  return (
    <>
      {incidents.length === 0 && <NothingOpen view={view} services={services} />}
      {incidents.map((incident, index) => (
        <CurrentIncident
          key={incident.id}
          {...{ view, path, incident, first: index === 0, mayAsk: own !== null }}
          typed={typed?.incidentId === incident.id ? typed : null}
        />
      ))}
      <Services view={view} services={services} />
      {own && <SentToYou view={view} {...own} />}
    </>
  );
}

/** Nothing was opened for them; what the public reads of their services is not passed over. */
function NothingOpen({ view, services }: Pick<Props, "view" | "services">) {
  const words = view.words.stakeholder;
  const unwell = services.filter(({ state }) => !["operational", "under_maintenance"].includes(state)).length;
  return (
    <section className="lead">
      <p className={unwell ? "st" : "st ok"}>{unwell ? words.troubledWord : words.calmWord}</p>
      <h1>{unwell ? words.troubled(unwell) : words.calm}</h1>
      <p className="dek">{unwell ? words.troubledDek : words.calmDek}</p>
    </section>
  );
}
