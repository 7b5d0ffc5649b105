import type { Metadata } from "next";
import Link from "next/link";
import { mayAct, requireDesk } from "@/app/desk-context";
import { Finder, Pager } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { statusWords } from "@/components/ui/words";
import { formatTime } from "@/lib/zoned-time";
import { listMaintenances } from "@/status/maintenances/list-maintenances";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Maintenances" };

const pageSize = 50;

type Query = { q?: string; page?: string };

/** Planned work, newest window first. */
export default async function Maintenances({ searchParams }: { searchParams: Promise<Query> }) {
  const ctx = await requireDesk();
  const { q = "", page: asked = "1" } = await searchParams;
  const page = Math.max(1, Number.parseInt(asked, 10) || 1);
  const zone = await readPage(ctx);
  const { maintenances, total } = await listMaintenances(ctx, { search: q, page, pageSize });
  return (
    <>
      <PageHead title="Maintenances" renderedAt={ctx.now} zone={zone}>
        {mayAct(ctx) && (
          <Link className="btn" href="/desk/maintenances/new">
            Schedule maintenance
          </Link>
        )}
      </PageHead>
      <Finder label="Search maintenances" value={q} />
      {maintenances.length === 0 ? (
        <p className="mute mt-6">{q ? `Nothing found for “${q}”.` : "Nothing was ever planned."}</p>
      ) : (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Maintenance</th>
                <th>Status</th>
                <th className="hide">Begins</th>
                <th className="hide">Ends</th>
              </tr>
            </thead>
            <tbody>
              {maintenances.map((one) => (
                <tr key={one.id}>
                  <td className="long">
                    <Link href={`/desk/maintenances/${one.id}`}>{one.title}</Link>
                  </td>
                  <td>{statusWords[one.status]}</td>
                  <td className="hide whitespace-nowrap">{formatTime(one.scheduledFor, "dayClock", zone)}</td>
                  <td className="hide whitespace-nowrap">
                    {formatTime(one.scheduledUntil, "dayClock", zone)}
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
