import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayAct, requireDesk } from "@/app/desk-context";
import { stakeholderColumns } from "@/communications/subscribers/import/columns";
import { ImportForm } from "@/components/desk/import-form";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { readAudienceFacts } from "@/status/audiences/read-audience-facts";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Import people" };

/** People of an audience from a file: looked through first, then done. */
export default async function ImportPeople({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  const { id } = await params;
  if (!mayAct(ctx)) return <NotAllowed what="change who hears from you" />;
  const [audience, zone] = await Promise.all([readAudienceFacts(ctx, id), readPage(ctx)]);
  if (!audience) notFound();
  return (
    <>
      <PageHead title={`Import people of ${audience.name}`} renderedAt={ctx.now} zone={zone} />
      <section className="sec max-w-3xl">
        <h2>The file</h2>
        <p>
          CSV in UTF-8 with the names of the columns in its first line:{" "}
          <code>{stakeholderColumns.join(",")}</code>. Only <code>address</code> must be there; without{" "}
          <code>channel</code> it is an email address.
        </p>
        <p className="mute mt-2">
          They hear from then on: nobody is asked to confirm. Who has stopped our messages, bounced or
          complained is not brought back. Nobody is removed by a file.
        </p>
        <ImportForm path={`/desk/audiences/${id}/import/rows`} />
      </section>
    </>
  );
}
