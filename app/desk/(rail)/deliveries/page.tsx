import type { Metadata } from "next";
import Link from "next/link";
import { requireDesk } from "@/app/desk-context";
import { countToldUpdates, readToldUpdates } from "@/communications/deliveries/read-told-updates";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import { Pager } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { InFlight } from "../in-flight";
import { SendingNotice } from "../sending-notice";

export const metadata: Metadata = { title: "Deliveries" };

const pageSize = 50;

/** Every telling, newest first, a page at a time. */
export default async function Deliveries({ searchParams }: { searchParams: Promise<{ page?: string }> }) {
  const ctx = await requireDesk();
  const page = Math.max(1, Number.parseInt((await searchParams).page ?? "1", 10) || 1);
  const [zone, told, total] = await Promise.all([
    readPage(ctx),
    readToldUpdates(ctx.db, { limit: pageSize, offset: (page - 1) * pageSize }),
    countToldUpdates(ctx.db),
  ]);
  return (
    <>
      <AutoRefresh on everyMilliseconds={10_000} />
      <PageHead
        title="Deliveries"
        note="who was told what, message by message"
        renderedAt={ctx.now}
        zone={zone}
      >
        <Link className="btn q" href="/desk/previews">
          How messages look
        </Link>
      </PageHead>
      <SendingNotice ctx={ctx} zone={zone} />
      <InFlight told={told} />
      <Pager page={page} pageSize={pageSize} total={total} />
    </>
  );
}
