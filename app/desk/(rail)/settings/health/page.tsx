import type { Metadata } from "next";
import Link from "next/link";
import { requireDesk } from "@/app/desk-context";
import { healthRows } from "@/app/house/health-rows";
import { readHouse } from "@/app/house/read-house";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Health" };

/** How this installation is: what readers get, what keeps it, and the copies elsewhere. What is wrong stands above. */
export default async function Health() {
  const ctx = await requireDesk();
  const [zone, house] = await Promise.all([readPage(ctx), readHouse()]);
  const rows = healthRows(house, zone);
  return (
    <>
      <AutoRefresh on everyMilliseconds={5_000} />
      <PageHead title="Health" note="of this instance" renderedAt={ctx.now} zone={zone}>
        <Link href="/desk/settings">Settings</Link>
      </PageHead>
      <div className="mt-4 overflow-x-auto">
        <table className="t">
          <tbody>
            {rows.map(({ part, well, words }) => (
              <tr key={part}>
                <th scope="row">{part}</th>
                <td className="whitespace-nowrap">
                  {well === null ? "Not set" : well ? "Well" : <b>Not well</b>}
                </td>
                <td className="long">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
