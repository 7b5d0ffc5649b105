import Link from "next/link";

type Waiting = { id: string; incidentId: string; incident: string; audience: string; asker: string };

/** Words that wait for the yes of who looks: large, wherever they are at the desk. */
export function QuestionsWaiting({ questions }: { questions: Waiting[] }) {
  return questions.map(({ id, incidentId, incident, audience, asker }) => (
    <section key={id} className="asked" role="alert" aria-label="Words wait for your yes">
      <h2>Words wait for your yes</h2>
      <p>
        {asker} asks you, for {audience}:{" "}
        <Link href={`/desk/incidents/${incidentId}#approvals`}>{incident}</Link>
      </p>
    </section>
  ));
}
