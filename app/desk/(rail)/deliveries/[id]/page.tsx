import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { deliveryCounts } from "@/app/desk/delivery-counts";
import { mayAct, requireDesk } from "@/app/desk-context";
import { channelWay } from "@/communications/channels/list";
import { type DeliveryRow, readDeliveries } from "@/communications/deliveries/read-deliveries";
import { readHeld, readMerged } from "@/communications/deliveries/read-held";
import { readNotices } from "@/communications/deliveries/read-notices";
import { readToldUpdate, sumOf, type ToldUpdate } from "@/communications/deliveries/read-told-updates";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import { DeliveryAudiences } from "@/components/desk/delivery-audiences";
import { DeliveryBar, DeliveryLegend, inFlight, present, total } from "@/components/desk/delivery-bar";
import { DeliveryChannels } from "@/components/desk/delivery-channels";
import { DeliveryNotes } from "@/components/desk/delivery-notes";
import { DeliveryNotices } from "@/components/desk/delivery-notices";
import { momentWords } from "@/components/desk/delivery-progress";
import { DeliveryRows } from "@/components/desk/delivery-rows";
import { DeliveryTabs } from "@/components/desk/delivery-tabs";
import { Finder, Pager } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { channelWords, deliveryWords } from "@/components/ui/words";
import { isId } from "@/lib/ids";
import { readPage } from "@/status/page/read-page";
import { SendingNotice } from "../../sending-notice";
import { DecideUnknownForm, RetryFailedForm } from "../decisions";
import { channelLines } from "./channel-lines";
import { type Asked, asked, type Look, readLook, toQuery } from "./look";

export const metadata: Metadata = { title: "Deliveries of an update" };

const pageSize = 50;
/** While messages leave, and while only receipts and held ones can still change something. */
const refreshMilliseconds = { leaving: 2_000, settled: 10_000 };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Asked> };

/** The telling of one update: how far each channel is, and its ledger, one row for each person and channel. */
export default async function UpdateDeliveries({ params, searchParams }: Props) {
  const ctx = await requireDesk();
  const [{ id }, look] = [await params, readLook(await searchParams)];
  const told = isId(id) ? await readToldUpdate(ctx.db, id) : null;
  if (!told) notFound();
  const { page, ...filter } = look;
  const [zone, ledger, held, merged, notices, lines] = await Promise.all([
    readPage(ctx),
    readDeliveries(ctx.db, id, { ...filter, limit: pageSize, offset: (page - 1) * pageSize }),
    told.held > 0 ? readHeld(ctx.db, id) : [],
    told.merged > 0 ? readMerged(ctx.db, id) : [],
    readNotices(ctx.db, id),
    channelLines(ctx, told),
  ]);
  const counts = deliveryCounts(told);
  const chosen = told.channels.find(({ channel }) => channel === filter.channel);
  const audience = told.audiences.find(({ audienceId }) => audienceId === filter.audienceId);
  const looked = chosen ? [chosen] : told.channels;
  const moving = inFlight(counts);
  return (
    <>
      <AutoRefresh
        on
        everyMilliseconds={moving ? refreshMilliseconds.leaving : refreshMilliseconds.settled}
      />
      <PageHead
        title="Deliveries"
        note={`${told.title}, update ${told.number}, told ${momentWords(told.plannedAt, ctx.now, zone)}`}
        renderedAt={ctx.now}
        zone={zone}
      />
      <SendingNotice ctx={ctx} zone={zone} />
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
      <DeliveryBar counts={counts} tall />
      <div className="mt-2 flex flex-wrap justify-between gap-x-6 gap-y-1">
        <DeliveryLegend counts={counts} />
        {lines.length === 1 && <p className="s mute">{lines[0]!.progress(zone)}</p>}
      </div>
      {lines.length > 1 && (
        <DeliveryChannels
          lines={lines.map((line) => ({
            ...line,
            progress: line.progress(zone),
            href: toQuery({ ...look, channel: line.channel, page: 1 }),
          }))}
        />
      )}
      {told.audiences.length > 1 && (
        <DeliveryAudiences
          lines={told.audiences.map((one) => ({
            ...{ id: one.audienceId, name: one.name, counts: deliveryCounts(one) },
            channels: one.channels.map((way) => ({ channel: way.channel, counts: deliveryCounts(way) })),
            href: toQuery({ ...look, audienceId: one.audienceId, page: 1 }),
          }))}
        />
      )}
      <DeliveryNotes held={held} merged={merged} now={ctx.now} zone={zone} />
      <DeliveryNotices notices={notices} now={ctx.now} zone={zone} />
      {mayAct(ctx) && (
        <>
          <DecideUnknownForm
            updateId={id}
            waiting={looked.map(({ channel, unknown }) => ({ channel, n: unknown }))}
          />
          <RetryFailedForm
            updateId={id}
            waiting={looked.map(({ channel, failed }) => ({ channel, n: failed }))}
          />
        </>
      )}
      <DeliveryTabs
        counts={countsIn(told, filter)}
        chosen={filter.state}
        to={(state) => toQuery({ ...look, state, page: 1 })}
      />
      <div className="mt-3 flex flex-wrap items-end gap-3">
        <Finder
          label="Search addresses"
          value={filter.search}
          keep={asked({ ...look, search: "", page: 1 })}
        />
        {mayAct(ctx) && (
          <a className="btn q" href={`/desk/deliveries/${id}/ledger.csv`} download>
            Save as CSV
          </a>
        )}
        {chosen && (
          <a href={toQuery({ ...look, channel: undefined, page: 1 })}>
            Only {channelWords[chosen.channel]}: show all channels
          </a>
        )}
        {audience && (
          <a href={toQuery({ ...look, audienceId: undefined, page: 1 })}>
            Only {audience.name}: show all audiences
          </a>
        )}
      </div>
      {ledger.rows.length === 0 ? (
        <p className="mute mt-6">
          {filter.search ? `Nobody found for “${filter.search}”.` : "Nobody is in this list."}
        </p>
      ) : (
        <DeliveryRows
          rows={ledger.rows.map((row) => ({ ...row, shown: shownAddress(row) }))}
          updateId={id}
          now={ctx.now}
          zone={zone}
        />
      )}
      <Pager page={page} pageSize={pageSize} total={ledger.total} query={asked({ ...look, page: 1 })} />
    </>
  );
}

/** What the list below is cut down to, counted. */
function countsIn(told: ToldUpdate, { audienceId, channel }: Pick<Look, "audienceId" | "channel">) {
  const audiences = told.audiences.filter((one) => !audienceId || one.audienceId === audienceId);
  const ways = audiences
    .flatMap(({ channels }) => channels)
    .filter((one) => !channel || one.channel === channel);
  return deliveryCounts(sumOf(ways));
}

/** An address as it may be shown: without what would let somebody else post there. */
const shownAddress = ({ address, channel }: Pick<DeliveryRow, "address" | "channel">) =>
  address === null ? null : channelWay(channel).shown(address);
