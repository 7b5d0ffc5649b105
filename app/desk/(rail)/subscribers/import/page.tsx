import type { Metadata } from "next";
import { mayAct, requireDesk } from "@/app/desk-context";
import { csvColumns } from "@/communications/subscribers/import/columns";
import { asksMax } from "@/communications/subscribers/import/go-through";
import { ImportForm } from "@/components/desk/import-form";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Import subscribers" };

/** From a file: looked through first, then done. */
export default async function Import() {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="change who hears from you" />;
  const zone = await readPage(ctx);
  return (
    <>
      <PageHead title="Import subscribers" renderedAt={ctx.now} zone={zone} />
      <section className="sec max-w-3xl">
        <h2>The file</h2>
        <p>
          CSV in UTF-8, at most 100,000 rows, with the names of the columns in its first line:{" "}
          <code>{csvColumns.join(",")}</code>. Only <code>address</code> must be there.
        </p>
        <ul className="mute mt-2 list-disc pl-5">
          <li>
            <code>services</code>: names or ids with <code>;</code> between them. Empty: all services.
          </li>
          <li>
            <code>detail</code>: <code>every_update</code>, <code>opened_and_resolved</code> or{" "}
            <code>major_only</code>.
          </li>
          <li>
            <code>confirmed</code>: <code>yes</code> when you know that they want it, and <code>source</code>{" "}
            says from where. Everybody else is asked to confirm: {asksMax} people for each import, the next
            ones when you import the file again.
          </li>
          <li>
            <code>contact</code>: for Slack, Teams, Discord and webhooks, who is told when it keeps failing.
          </li>
        </ul>
        <p className="mute mt-2">
          Who has left, bounced or complained is never brought back. Importing a file twice changes nothing
          twice.
        </p>
        <ImportForm path="/desk/subscribers/import/rows" />
      </section>
    </>
  );
}
