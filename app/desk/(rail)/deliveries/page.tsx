import type { Metadata } from "next";
import { requireDesk } from "@/app/desk-context";
import { readToldUpdates } from "@/communications/deliveries/read-deliveries";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { InFlight } from "../in-flight";

export const metadata: Metadata = { title: "Deliveries" };

/** Every telling, newest first. */
export default async function Deliveries() {
  const ctx = await requireDesk();
  const [page, told] = await Promise.all([readPage(ctx), readToldUpdates(ctx.db, { limit: 50 })]);
  return (
    <>
      <PageHead
        title="Deliveries"
        note="who was told what, letter by letter"
        renderedAt={ctx.now}
        zone={page}
      />
      <InFlight told={told} />
    </>
  );
}
