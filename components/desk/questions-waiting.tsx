import Link from "next/link";

type Waiting = {
  id: string;
  /** Null: it is only proposed. */
  incidentId: string | null;
  openingId: string | null;
  incident: string;
  audience: string;
  asker: string;
};

/** Words that wait for the yes of who looks: large, wherever they are at the desk. */
export function QuestionsWaiting({ questions }: { questions: Waiting[] }) {
  return questions.map(({ id, incidentId, openingId, incident, audience, asker }) => (
    <section key={id} className="asked" role="alert" aria-label="Words wait for your yes">
      <h2>Words wait for your yes</h2>
      <p>
        {asker} asks you, for {audience}:{" "}
        <Link href={incidentId ? `/desk/incidents/${incidentId}#approvals` : `/desk/openings/${openingId}`}>
          {incident}
        </Link>
        {!incidentId && ", which is not open yet"}
      </p>
    </section>
  ));
}
