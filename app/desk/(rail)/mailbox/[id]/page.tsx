import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { isOwner, requireDesk } from "@/app/desk-context";
import { mailboxDirectory } from "@/communications/channels/email/choose";
import { readLetter } from "@/communications/channels/email/mailbox";
import { PageHead } from "@/components/desk/page-head";
import { env } from "@/lib/env";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Letter" };

/** One letter, as it would have arrived. It holds a person's own links, also those that sign in: only owners read it. */
export default async function Letter({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  const { id } = await params;
  const [zone, letter] = await Promise.all([
    readPage(ctx),
    isOwner(ctx) ? readLetter(mailboxDirectory(env()), id) : null,
  ]);
  if (!letter) notFound();
  return (
    <>
      <PageHead title={letter.subject} renderedAt={ctx.now} zone={zone} />
      <p className="meta mt-3">
        <span>to {letter.to}</span>
        <span>from {letter.from}</span>
      </p>
      <section className="sec">
        <h2>As a mail program shows it</h2>
        <iframe
          title="The letter"
          className="mt-3 h-[44rem] w-full border border-rule bg-white"
          // No scripts and no origin: links open in a tab of their own.
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          src={`/desk/mailbox/${id}/letter`}
        />
      </section>
      <section className="sec">
        <h2>As plain text</h2>
        <pre className="mail overflow-x-auto whitespace-pre-wrap font-mono">{linked(letter.text)}</pre>
      </section>
    </>
  );
}

/** The addresses in a text, as links. */
function linked(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) =>
    index % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the text of a letter never changes
      <a key={index} href={part} rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
