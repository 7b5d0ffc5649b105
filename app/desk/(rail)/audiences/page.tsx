import type { Metadata } from "next";
import Link from "next/link";
import { mayAct, requireDesk } from "@/app/desk-context";
import { PageHead } from "@/components/desk/page-head";
import { listPrivateAudiences } from "@/status/audiences/list-private-audiences";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Audiences" };

/** The groups that hear in words of their own, each with a private page. */
export default async function Audiences() {
  const ctx = await requireDesk();
  const [zone, audiences] = await Promise.all([readPage(ctx), listPrivateAudiences(ctx)]);
  return (
    <>
      <PageHead title="Audiences" renderedAt={ctx.now} zone={zone}>
        {mayAct(ctx) && (
          <Link className="btn q" href="/desk/audiences/new">
            Add an audience
          </Link>
        )}
      </PageHead>
      <p className="mute mt-3 max-w-2xl">
        Besides the public page. Each hears in its own words and has a page of its own, which only its people
        can open. No public page or feed names them.
      </p>
      {audiences.length === 0 ? (
        <p className="mute mt-6">None yet.</p>
      ) : (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Audience</th>
                <th>People</th>
                <th className="hide">Time of resolution</th>
                <th className="hide">Private page</th>
              </tr>
            </thead>
            <tbody>
              {audiences.map((one) => (
                <tr key={one.id}>
                  <td className="long">
                    <Link href={`/desk/audiences/${one.id}`}>{one.name}</Link>
                    {one.account && <span className="mute s block">account {one.account}</span>}
                  </td>
                  <td>{one.people === 0 ? <span className="mute">nobody yet</span> : one.people}</td>
                  <td className="hide">{one.mayExpectResolution ? "may be expected" : "never said"}</td>
                  <td className="hide">
                    <a href={`/s/${one.slug}`}>/s/{one.slug}</a>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
