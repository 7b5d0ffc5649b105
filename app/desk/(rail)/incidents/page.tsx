import type { Metadata } from "next";
import Link from "next/link";
import { mayAct, requireDesk } from "@/app/desk-context";
import { Finder, Pager } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { ImpactWord } from "@/components/ui/shapes";
import { impactWords, statusWords } from "@/components/ui/words";
import { formatTime } from "@/lib/zoned-time";
import { listIncidents } from "@/status/incidents/list-incidents";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Incidents" };

const pageSize = 50;

type Query = { q?: string; page?: string };

/** Every incident, newest first, searched by title and words. */
export default async function Incidents({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireDesk();
  const { q = "", page: asked = "1" } = await searchParams;
  const page = Math.max(1, Number.parseInt(asked, 10) || 1);
  const zone = await readPage(ctx);
  const { incidents, total } = await listIncidents(ctx, { search: q, page });
  return (
    <>
      <PageHead title="Incidents" renderedAt={ctx.now} zone={zone}>
        {mayAct(ctx) && (
          <>
            <Link className="btn q" href="/desk/incidents/backfill">
              Record a past incident
            </Link>
            <Link className="btn" href="/desk/incidents/new">
              New incident
            </Link>
          </>
        )}
      </PageHead>
      <Finder label="Search incidents" value={q} />
      {incidents.length === 0 ? (
        <p className="mute mt-6">{q ? `Nothing found for “${q}”.` : "No incidents yet."}</p>
      ) : (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Incident</th>
                <th>Status</th>
                <th className="hide">Impact</th>
                <th className="hide">Severity</th>
                <th className="hide">Began</th>
              </tr>
            </thead>
            <tbody>
              {incidents.map((incident) => (
                <tr key={incident.id}>
                  <td className="long">
                    <Link href={`/desk/incidents/${incident.id}`}>{incident.title}</Link>
                    {incident.privateOnly && <span className="mute s"> not public</span>}
                  </td>
                  <td>{incident.withdrawnAt ? "Taken back" : statusWords[incident.status]}</td>
                  <td className="hide">
                    <ImpactWord impact={incident.impact}>{impactWords[incident.impact]}</ImpactWord>
                  </td>
                  <td className="hide">{incident.severity}</td>
                  <td className="hide whitespace-nowrap">
                    {formatTime(incident.startedAt, "dayClock", zone)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pageSize={pageSize} total={total} query={q ? { q } : {}} />
    </>
  );
}
