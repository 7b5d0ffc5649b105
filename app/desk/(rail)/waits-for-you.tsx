import Link from "next/link";
import { type DeskContext, mayAct } from "@/app/desk-context";
import { CustomerReports } from "@/components/desk/customer-reports";
import { relativeTime, type Zone } from "@/lib/zoned-time";
import { readOpenings } from "@/status/approvals/read-openings";
import { readWaitingQuestions } from "@/status/questions/read-desk-questions";
import { readReports } from "@/status/reports/read-reports";
import { reportMinutes } from "@/status/reports/report-rate";
import { addReportAction } from "./incidents/[id]/audience-actions";

/** What waits for a person: openings that were proposed, questions, and what customers report before anybody has spoken. */
export async function WaitsForYou({ ctx, zone }: { ctx: DeskContext; zone: Zone }) {
  const [questions, reports, openings] = await Promise.all([
    readWaitingQuestions(ctx),
    readReports(ctx, null),
    readOpenings(ctx),
  ]);
  return (
    <>
      {(questions.length + openings.length > 0 || reports.proposes) && (
        <section className="sec" aria-labelledby="waits">
          <h2 id="waits">Waits for you</h2>
          <ul className="wait">
            {reports.proposes && (
              <li>
                <p className="t">
                  {reports.recent} customers report trouble within {reportMinutes} minutes. Say something in
                  public?
                </p>
                {mayAct(ctx) && (
                  <p className="a">
                    <Link href="/desk/incidents/new">Open an incident</Link>
                  </p>
                )}
              </li>
            )}
            {openings.map((opening) => (
              <li key={opening.id}>
                <Link className="t" href={`/desk/openings/${opening.id}`}>
                  {opening.said.title}
                </Link>
                <p className="a">
                  <span className="mute">
                    {opening.ready
                      ? "Approved: it can be opened"
                      : `Proposed by ${opening.proposer}, not open yet`}
                  </span>
                  {relativeTime(opening.proposedAt, ctx.now, "en")}
                </p>
              </li>
            ))}
            {questions.map((question) => (
              <li key={question.id}>
                <Link className="t" href={`/desk/incidents/${question.incidentId}#question-${question.id}`}>
                  {question.words}
                </Link>
                <p className="a">
                  <span className="mute">
                    {question.audience}, {question.incident}, {question.people}{" "}
                    {question.people === 1 ? "person" : "people"}
                  </span>
                  {relativeTime(question.askedAt, ctx.now, "en")}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <CustomerReports reports={reports} incidentId={null} add={addReportAction} zone={zone} />
    </>
  );
}
