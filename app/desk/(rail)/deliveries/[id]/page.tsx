import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { deliveryCounts } from "@/app/desk/delivery-counts";
import { mayAct, requireDesk } from "@/app/desk-context";
import { readDeliveries, readToldUpdate } from "@/communications/deliveries/read-deliveries";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import {
  DeliveryBar,
  DeliveryLegend,
  DeliveryWord,
  inFlight,
  present,
  total,
} from "@/components/desk/delivery-bar";
import { Field } from "@/components/desk/field";
import { Finder, Pager } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { deliveryWords } from "@/components/ui/words";
import { isId } from "@/lib/ids";
import { formatTime } from "@/lib/zoned-time";
import { readPage } from "@/status/page/read-page";
import { retryAction } from "./actions";

export const metadata: Metadata = { title: "Deliveries of an update" };

const pageSize = 50;

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ q?: string; page?: string }> };

/** The ledger of one update: one row for each person, with the reason where a letter failed. */
export default async function UpdateDeliveries({ params, searchParams }: Props) {
  const ctx = await requireDesk();
  const [{ id }, { q = "", page: asked = "1" }] = await Promise.all([params, searchParams]);
  const page = Math.max(1, Number.parseInt(asked, 10) || 1);
  const told = isId(id) ? await readToldUpdate(ctx.db, id) : null;
  if (!told) notFound();
  const [zone, ledger] = await Promise.all([
    readPage(ctx),
    readDeliveries(ctx.db, id, { search: q, limit: pageSize, offset: (page - 1) * pageSize }),
  ]);
  const counts = deliveryCounts(told);
  return (
    <>
      <AutoRefresh on={inFlight(counts)} everyMilliseconds={2_000} />
      <PageHead
        title="Deliveries"
        note={`${told.title}, update ${told.number}`}
        renderedAt={ctx.now}
        zone={zone}
      />
      <dl className="stats">
        {present(counts).map(([state, count]) => (
          <div key={state}>
            <dd>{count.toLocaleString("en-GB")}</dd>
            <dt>{deliveryWords[state].toLowerCase()}</dt>
          </div>
        ))}
        <div>
          <dd>{total(counts).toLocaleString("en-GB")}</dd>
          <dt>in all</dt>
        </div>
      </dl>
      <DeliveryBar counts={counts} height={14} />
      <div className="mt-2">
        <DeliveryLegend counts={counts} />
      </div>
      {mayAct(ctx) && (counts.failed ?? 0) > 0 && (
        <ActionForm
          action={retryAction}
          label="Try the failed ones again"
          className="row mt-4 max-w-2xl"
          done="They are tried again."
        >
          <input type="hidden" name="updateId" value={id} />
          <Field
            name="reason"
            label="Why try again?"
            hint="What was wrong, and why it is not any more."
            required
          />
          <Submit kind="btn q">Try {counts.failed} again</Submit>
        </ActionForm>
      )}
      <Finder label="Search recipients" value={q} />
      {ledger.rows.length === 0 ? (
        <p className="mute mt-6">{q ? `Nobody found for “${q}”.` : "Nobody was told."}</p>
      ) : (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Person</th>
                <th>State</th>
                <th className="hide">Because</th>
                <th className="hide">When</th>
              </tr>
            </thead>
            <tbody>
              {ledger.rows.map((row) => (
                <tr key={row.recipientId}>
                  <td className="long">
                    {row.address ?? "address removed"}
                    {row.failure && <span className="mute s block">{row.failure}</span>}
                  </td>
                  <td>
                    <DeliveryWord state={row.state} />
                  </td>
                  <td className="hide">{row.reason}</td>
                  <td className="hide whitespace-nowrap">
                    {row.settledAt ? formatTime(row.settledAt, "second", zone) : "–"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Pager page={page} pageSize={pageSize} total={ledger.total} query={q ? { q } : {}} />
    </>
  );
}
