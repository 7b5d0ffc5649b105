import type { View } from "@/components/public/view";
import type { IncidentRole } from "@/lib/vocabulary";

type Props = {
  asked: { incident: string; severity: string; play: string; role: IncidentRole; person: string };
  view: View;
};

/** What a play asks of somebody, and the one button that answers. */
export function SummonsPage({ asked, view }: Props) {
  const { incident, severity, play, role, person } = asked;
  const words = view.words.summons;
  return (
    <section className="lead doc">
      <h1>{words.title(view.words.letters.incidentRoles[role].toLowerCase())}</h1>
      <p className="dek">{words.asks(severity, incident, play)}</p>
      <p>{words.press}</p>
      <form method="post" className="f">
        <button type="submit">{words.acknowledge}</button>
      </form>
      <p className="meta">{words.inTheNameOf(person)}</p>
    </section>
  );
}
