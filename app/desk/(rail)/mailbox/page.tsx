import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isOwner, requireDesk } from "@/app/desk-context";
import { mailboxDirectory } from "@/communications/channels/email/choose";
import { listLetters } from "@/communications/channels/email/mailbox";
import { AutoRefresh } from "@/components/desk/auto-refresh";
import { Finder } from "@/components/desk/finder";
import { PageHead } from "@/components/desk/page-head";
import { env } from "@/lib/env";
import { formatTime } from "@/lib/zoned-time";
import { readPage } from "@/status/page/read-page";

export const metadata: Metadata = { title: "Mailbox" };

const lettersMax = 200;

/** Letters that stayed on this machine because no mail provider is set. For owners: letters hold links that sign in. */
export default async function Mailbox({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  const ctx = await requireDesk();
  if (!isOwner(ctx)) notFound();
  const { q = "" } = await searchParams;
  const [zone, letters] = await Promise.all([
    readPage(ctx),
    listLetters(mailboxDirectory(env()), { limit: lettersMax }),
  ]);
  const sought = q.toLowerCase();
  const found = letters.filter((one) => `${one.to} ${one.subject}`.toLowerCase().includes(sought));
  return (
    <>
      <AutoRefresh on everyMilliseconds={5_000} />
      <PageHead title="Mailbox" note="letters that stay on this machine" renderedAt={ctx.now} zone={zone} />
      <Finder label="Search letters" value={q} />
      {found.length === 0 ? (
        <p className="mute mt-6">{q ? `No letter found for “${q}”.` : "No letters yet."}</p>
      ) : (
        <div className="mt-4 overflow-x-auto">
          <table className="t">
            <thead>
              <tr>
                <th>Subject</th>
                <th className="hide">To</th>
                <th className="hide">Sent</th>
              </tr>
            </thead>
            <tbody>
              {found.map((letter) => (
                <tr key={letter.id}>
                  <td className="long">
                    <Link href={`/desk/mailbox/${letter.id}`}>{letter.subject}</Link>
                    <span className="mute s block md:hidden">to {letter.to}</span>
                  </td>
                  <td className="hide long">{letter.to}</td>
                  <td className="hide whitespace-nowrap">{formatTime(letter.at, "dayClock", zone)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {letters.length === lettersMax && <p className="hint">Only the newest {lettersMax} are listed.</p>}
    </>
  );
}
