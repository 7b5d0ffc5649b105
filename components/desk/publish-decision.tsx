import { type PublishQuestion, publishQuestions } from "@/lib/publish-decision";

const adviceWords: Record<string, string> = {
  publish: "publish",
  private_notices: "a notice to each of a few customers",
  keep_inside: "keep it inside",
};

/** The four questions that were asked when it was opened, and what was answered. */
export function PublishDecision({ decision }: { decision: Record<string, unknown> | null }) {
  if (!decision) return null;
  return (
    <section className="sec" aria-labelledby="decision">
      <h2 id="decision">
        Publish or not <small>advice then: {adviceWords[String(decision.advice)]}</small>
      </h2>
      <ul className="wait">
        {(Object.entries(publishQuestions) as [PublishQuestion, string][]).map(([question, words]) => (
          <li key={question}>
            {words} <b className="text-ink">{decision[question] ? "Yes" : "No"}</b>
          </li>
        ))}
        <li>
          Fewer than ten customers? <b className="text-ink">{decision.fewerThanTen ? "Yes" : "No"}</b>
        </li>
      </ul>
    </section>
  );
}
